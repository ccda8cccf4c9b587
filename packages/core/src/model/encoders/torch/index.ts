export { FrozenNorm } from './frozen-norm.ts';
export { torchDensenet121 } from './torch-densenet.ts';
export { torchResnet18, torchResnet50 } from './torch-resnet.ts';
