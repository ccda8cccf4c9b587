export { bottleneck } from './bottleneck.ts';
export * from './encoders/index.ts';
export { createHead, type Head } from './heads.ts';
export {
  batchAccuracy,
  crossEntropies,
  crossEntropy,
  factorLoss,
  factorLosses,
  meanLoss,
} from './losses.ts';
export { readMetrics } from './metrics.ts';
export { type MimmxInput, type MimmxSettings, mimmx } from './mimmx/index.ts';
export { createNetwork, type Network, type NetworkSettings } from './network.ts';
export { readNetwork } from './read-network.ts';
export { DEFAULT_SHAPE, runShape, type ShapeOptions, shapedNetwork, shapeOf, shapeSchema } from './shape.ts';
export { layOutSlices, type Slices } from './slices.ts';
export { stratumCodes } from './stratum-codes.ts';
export {
  nameVariables,
  type Player,
  type SupervisedSettings,
  type SupervisedStep,
  supervised,
} from './supervised.ts';
export { sufficientWidth } from './width.ts';
