import type { z } from 'zod';
import { defineEncoder } from '../../../contracts/index.ts';
import type * as tf from '../../../tf/index.ts';
import { torchEncoder, torchOptions } from './torch-encoder.ts';
import type { TorchLayers } from './torch-layers.ts';

type X = tf.SymbolicTensor;
type Block = (layers: TorchLayers, name: string, x: X, filters: number, stride: number) => X;

/** The shortcut of a block: as it is, or projected where the shape changes. */
function shortcut(layers: TorchLayers, name: string, x: X, filters: number, stride: number): X {
  if (stride === 1 && x.shape.at(-1) === filters) return x;
  return layers.norm(`${name}.downsample.1`, layers.conv(`${name}.downsample.0`, x, filters, 1, stride));
}

/** Two 3-wide convolutions (He et al., 2016, fig. 5 left). */
const basic: Block = (layers, name, x, filters, stride) => {
  const first = layers.relu(layers.norm(`${name}.bn1`, layers.conv(`${name}.conv1`, x, filters, 3, stride)));
  const second = layers.norm(`${name}.bn2`, layers.conv(`${name}.conv2`, first, filters, 3));
  return layers.relu(layers.add(second, shortcut(layers, name, x, filters, stride)));
};

/** 1, 3 and 1 wide (fig. 5 right), with the stride in the 3-wide one, as torchvision has it ("V1.5"). */
const bottleneck: Block = (layers, name, x, filters, stride) => {
  const first = layers.relu(layers.norm(`${name}.bn1`, layers.conv(`${name}.conv1`, x, filters, 1)));
  const second = layers.relu(
    layers.norm(`${name}.bn2`, layers.conv(`${name}.conv2`, first, filters, 3, stride)),
  );
  const third = layers.norm(`${name}.bn3`, layers.conv(`${name}.conv3`, second, 4 * filters, 1));
  return layers.relu(layers.add(third, shortcut(layers, name, x, 4 * filters, stride)));
};

const resnet = (block: Block, stages: readonly number[]) => (layers: TorchLayers) => {
  let x = layers.pool(layers.relu(layers.norm('bn1', layers.conv('conv1', layers.input, 64, 7, 2))));
  for (const [stage, count] of stages.entries())
    for (let i = 0; i < count; i++)
      x = block(layers, `layer${stage + 1}.${i}`, x, 64 * 2 ** stage, i === 0 && stage > 0 ? 2 : 1);
  return x;
};

/** torchvision's `resnet18`, layer for layer, so that its weights can be loaded. */
export const torchResnet18 = defineEncoder({
  name: 'resnet18',
  summary: 'ResNet-18 as torchvision builds it, for weights of your own.',
  source: 'He et al., CVPR 2016; torchvision',
  options: torchOptions,
  create: (context, given) => torchEncoder('resnet18', context, given, resnet(basic, [2, 2, 2, 2])),
});

/** torchvision's `resnet50`, layer for layer, so that its weights can be loaded. */
export const torchResnet50 = defineEncoder({
  name: 'resnet50',
  summary: 'ResNet-50 as torchvision builds it, for weights of your own.',
  source: 'He et al., CVPR 2016; torchvision',
  options: torchOptions,
  create: (context, given) => torchEncoder('resnet50', context, given, resnet(bottleneck, [3, 4, 6, 3])),
});

declare module '@mimmx/core' {
  interface EncoderOptions {
    resnet18: z.input<typeof torchOptions>;
    resnet50: z.input<typeof torchOptions>;
  }
}
