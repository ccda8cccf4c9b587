import { corePlugin, createRegistry, Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { Sizes, StepCase } from './case.ts';
import { classify } from './classify.ts';

const norm = () => tf.layers.batchNormalization({ epsilon: 1e-5, momentum: 0.9 });

/** 4 × [conv 3×3, batch norm, ReLU, max pool 2], mean over space, linear 2; [batch, image, image, 1]. */
export const cnn2d = ({ image = 64, batch = 32 }: Sizes = {}): StepCase => {
  const model = tf.sequential();
  for (const [i, filters] of [16, 32, 64, 128].entries()) {
    model.add(
      tf.layers.conv2d({
        filters,
        kernelSize: 3,
        padding: 'same',
        ...(i === 0 ? { inputShape: [image, image, 1] } : {}),
      }),
    );
    model.add(norm());
    model.add(tf.layers.reLU());
    model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  }
  model.add(tf.layers.globalAveragePooling2d({}));
  model.add(tf.layers.dense({ units: 2 }));
  return classify(model, [batch, image, image, 1]);
};

/** The same in three dimensions with 8, 16, 32 and 64 filters; [8, 32, 32, 32, 1]. */
export const cnn3d = (): StepCase => {
  const input = tf.input({ shape: [32, 32, 32, 1] });
  let x: tf.SymbolicTensor = input;
  for (const filters of [8, 16, 32, 64]) {
    x = tf.layers.conv3d({ filters, kernelSize: 3, padding: 'same' }).apply(x) as tf.SymbolicTensor;
    // tf.layers normalises up to rank 4; folding two axes of space into one changes nothing.
    const [depth, height, width] = x.shape.slice(1, 4) as [number, number, number];
    const fold = tf.layers.reshape({ targetShape: [depth * height, width, filters] });
    const unfold = tf.layers.reshape({ targetShape: [depth, height, width, filters] });
    x = unfold.apply(norm().apply(fold.apply(x))) as tf.SymbolicTensor;
    x = tf.layers.reLU().apply(x) as tf.SymbolicTensor;
    x = tf.layers.maxPooling3d({ poolSize: 2 }).apply(x) as tf.SymbolicTensor;
  }
  x = tf.layers.reshape({ targetShape: [8, 64] }).apply(x) as tf.SymbolicTensor;
  x = tf.layers.globalAveragePooling1d({}).apply(x) as tf.SymbolicTensor;
  x = tf.layers.dense({ units: 2 }).apply(x) as tf.SymbolicTensor;
  return classify(tf.model({ inputs: input, outputs: x }), [8, 32, 32, 32, 1]);
};

/** ResNet-18 with one input channel and two classes; [batch, image, image, 1]. */
export const resnet18 = ({ image = 96, batch = 16 }: Sizes = {}): StepCase => {
  const conv = (x: tf.SymbolicTensor, filters: number, kernelSize: number, strides: number) =>
    tf.layers
      .conv2d({ filters, kernelSize, strides, padding: 'same', useBias: false })
      .apply(x) as tf.SymbolicTensor;
  const normed = (x: tf.SymbolicTensor) => norm().apply(x) as tf.SymbolicTensor;
  const relu = (x: tf.SymbolicTensor) => tf.layers.reLU().apply(x) as tf.SymbolicTensor;
  const input = tf.input({ shape: [image, image, 1] });
  let x = relu(normed(conv(input, 64, 7, 2)));
  x = tf.layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' }).apply(x) as tf.SymbolicTensor;
  let channels = 64;
  const blocks = [64, 64, 128, 128, 256, 256, 512, 512];
  for (const [i, filters] of blocks.entries()) {
    const strides = i > 0 && filters !== blocks[i - 1] ? 2 : 1;
    const inner = normed(conv(relu(normed(conv(x, filters, 3, strides))), filters, 3, 1));
    const outer = strides !== 1 || channels !== filters ? normed(conv(x, filters, 1, strides)) : x;
    x = relu(tf.layers.add().apply([inner, outer]) as tf.SymbolicTensor);
    channels = filters;
  }
  x = tf.layers.globalAveragePooling2d({}).apply(x) as tf.SymbolicTensor;
  x = tf.layers.dense({ units: 2 }).apply(x) as tf.SymbolicTensor;
  return classify(tf.model({ inputs: input, outputs: x }), [batch, image, image, 1]);
};

/** DenseNet-121 as `core` makes it, one input channel and two classes; [16, 96, 96, 1]. */
export const densenet121 = (): StepCase => {
  const inputShape = [96, 96, 1];
  const registry = createRegistry().use(corePlugin);
  const model = registry.create(
    'encoder',
    'densenet-121',
    { inputShape, width: 2, random: new Random(0) },
    {},
  );
  return classify(model, [16, ...inputShape]);
};
