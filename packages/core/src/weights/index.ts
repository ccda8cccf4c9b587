export { type LoadedWeights, loadWeights, readWeights, type WeightsFile } from './read-weights.ts';
export { decodeSafetensors, encodeSafetensors } from './safetensors.ts';
