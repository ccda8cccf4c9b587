import {
  densenet121,
  digitNet,
  mimmx,
  resnet10Volume,
  resnet18,
  resnet34,
  smallCnn,
  torchDensenet121,
  torchResnet18,
  torchResnet50,
} from './model/index.ts';
import { definePlugin, type OptionsOf } from './registry/index.ts';

/** What comes with core itself: the method and the encoders. */
export const corePlugin = definePlugin({
  name: '@mimmx/core',
  provides: [
    mimmx,
    digitNet,
    smallCnn,
    resnet18,
    resnet34,
    densenet121,
    resnet10Volume,
    torchResnet18,
    torchResnet50,
    torchDensenet121,
  ],
});

declare module '@mimmx/core' {
  interface MethodOptions extends OptionsOf<typeof corePlugin, 'method'> {}
}
