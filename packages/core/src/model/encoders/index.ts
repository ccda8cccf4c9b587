export { densenet121 } from './densenet.ts';
export { digitNet } from './digit-net.ts';
export { encoderFromModel } from './from-model.ts';
export { GroupNorm } from './group-norm.ts';
export { resnet10Volume, resnet18, resnet34 } from './resnet.ts';
export { smallCnn } from './small-cnn.ts';
export { torchDensenet121, torchResnet18, torchResnet50 } from './torch/index.ts';
