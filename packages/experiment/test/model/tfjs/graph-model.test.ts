import { Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import * as converter from '@tensorflow/tfjs-converter';
import { expect, test } from 'vitest';
import { graphModel } from '../../../src/model/tfjs/index.ts';
import { encodeWeights } from '../../../src/node/weights-file.ts';

const random = new Random(2);
const noise = (...shape: number[]) =>
  tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()),
    shape,
  );

/** Runs a function as the graph that TensorFlow.js's own reader makes of it. */
async function throughGraph(
  fn: (x: tf.Tensor) => tf.Tensor[],
  x: tf.Tensor,
  variables: Record<string, tf.Variable> = {},
): Promise<number[][]> {
  const outputs = fn(x).map((_, i) => `out${i}`);
  const files = await graphModel(fn, {
    input: { name: 'image', shape: x.shape.slice(1) },
    outputs,
    variables,
  });
  const { manifest, bytes } = encodeWeights(files.weights);
  const weightSpecs = manifest.weightsManifest.flatMap(({ weights }) => weights);
  for (const name of Object.keys(variables)) expect(weightSpecs.map((spec) => spec.name)).toContain(name);
  const model = await converter.loadGraphModel({
    load: async () => ({
      modelTopology: JSON.parse(JSON.stringify(files.topology)),
      signature: files.signature,
      weightSpecs: weightSpecs as never,
      weightData: bytes.slice().buffer,
    }),
  });
  return ([model.execute({ image: x }, outputs)].flat() as tf.Tensor[]).map((t) => [...t.dataSync()]);
}

const w = tf.variable(noise(3, 3, 2, 4));
const dense = tf.variable(noise(4, 3));

test.each<[string, number[], (x: tf.Tensor) => tf.Tensor[]]>([
  [
    'convolutions with strides, pads and pools',
    [6, 8, 2],
    (x) => {
      const c = tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, [2, 1], 'same');
      const padded = tf.pad(
        x,
        [
          [0, 0],
          [1, 1],
          [2, 0],
          [0, 0],
        ],
        0.5,
      );
      const pooled = tf.avgPool(tf.maxPool(tf.relu(c), 3, 2, 'same') as tf.Tensor4D, [2, 2], 1, 'same');
      return [c, pooled, tf.maxPool(padded as tf.Tensor4D, 2, 2, 'valid')];
    },
  ],
  [
    'explicit pads and dilations',
    [8, 8, 2],
    (x) => [
      tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same', 'NHWC', 2),
      tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, [
        [0, 0],
        [1, 2],
        [0, 1],
        [0, 0],
      ]),
    ],
  ],
  [
    'a head: means, products, softmax, slices of both axes',
    [5, 5, 4],
    (x) => {
      const features = tf.mean(x, [1, 2]) as tf.Tensor2D;
      const logits = tf.add(tf.matMul(features, dense as tf.Tensor2D), tf.tensor1d([0.1, 0.2, 0.3]));
      return [tf.softmax(logits), tf.slice(features, [0, 1], [-1, 2]), tf.concat([logits, features], 1)];
    },
  ],
  [
    'what the batch goes through: reshape, transpose, tile, stack',
    [2, 3],
    (x) => {
      const flat = tf.reshape(x, [x.shape[0]!, 6]);
      return [flat, tf.transpose(x, [0, 2, 1]), tf.tile(flat, [1, 2]), tf.stack([flat, tf.neg(flat)], 1)];
    },
  ],
  [
    'arithmetic, comparisons and constants',
    [3],
    (x) => [
      tf.where(tf.greater(x, 0), tf.sqrt(tf.abs(x)), tf.square(x)),
      tf.clipByValue(tf.div(tf.exp(x), tf.add(tf.abs(x), 1)), 0.2, 1),
      tf.round(tf.mul(tf.sigmoid(x), 4)),
      tf.expandDims(tf.sum(x, 1, true), 2),
    ],
  ],
])('%s: the graph says what the function says', async (_, shape, fn) => {
  const x = noise(3, ...shape);
  const wanted = fn(x).map((t) => [...t.dataSync()]);
  const found = await throughGraph(fn, x);
  for (const [i, values] of wanted.entries()) {
    expect(found[i]).toHaveLength(values.length);
    for (const [k, value] of values.entries()) expect(found[i]![k]).toBeCloseTo(value, 5);
  }
});

test('layers with batch normalisation, for images and volumes; variables keep their names', async () => {
  for (const shape of [
    [6, 6, 2],
    [4, 4, 4, 1],
  ]) {
    const input = tf.input({ shape });
    const convolve = shape.length === 3 ? tf.layers.conv2d : tf.layers.conv3d;
    let y = convolve({ filters: 3, kernelSize: 3, activation: 'relu' } as never).apply(
      input,
    ) as tf.SymbolicTensor;
    if (shape.length === 3) y = tf.layers.batchNormalization({}).apply(y) as tf.SymbolicTensor;
    y = tf.layers
      .dense({ units: 2, activation: 'sigmoid' })
      .apply(tf.layers.flatten().apply(y)) as tf.SymbolicTensor;
    const model = tf.model({ inputs: input, outputs: y });
    const x = noise(2, ...shape);
    const variables = Object.fromEntries(
      model.weights.map((weight, i) => [`encoder.${i}`, weight.read() as tf.Variable]),
    );
    const fn = (image: tf.Tensor) => [model.apply(image, { training: false }) as tf.Tensor];
    const [found] = await throughGraph(fn, x, variables);
    const wanted = fn(x)[0]!.dataSync();
    for (const [k, value] of wanted.entries()) expect(found![k]).toBeCloseTo(value, 5);
  }
});

test('a kernel that is not written, and a graph made for one batch size, are refused by name', async () => {
  const form = { input: { name: 'image', shape: [4] }, outputs: ['out'], variables: {} };
  await expect(graphModel((x) => [tf.cumsum(x, 1)], form)).rejects.toThrow(
    'E_EXPORT: This model uses the kernel Cumsum',
  );
  await expect(
    graphModel((x) => [tf.reshape(x, [4, x.shape[0]!])].map((t) => tf.tile(t, [1, x.shape[0]!])), form),
  ).rejects.toThrow('E_EXPORT: Tile of this model depends on the batch size');
});

test('tracing leaves neither tensors nor a changed engine behind', async () => {
  const before = tf.memory().numTensors;
  await graphModel((x) => [tf.add(x, tf.scalar(2))], {
    input: { name: 'image', shape: [4] },
    outputs: ['out'],
    variables: {},
  });
  expect(tf.memory().numTensors).toBe(before);
  expect(Object.hasOwn(tf.engine(), 'runKernel')).toBe(false);
});
