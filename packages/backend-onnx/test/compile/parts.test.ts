import { adam, createNetwork, normalTensor, Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { beforeAll, expect, test } from 'vitest';
import { planOf } from '../../src/compile/plan.ts';
import { recordFunction } from '../../src/compile/record.ts';
import { compile, configure, type OnnxBackend } from '../../src/index.ts';

beforeAll(async () => {
  configure({ threads: 1 });
  await tf.setBackend('onnx');
});

const training = (microBatch?: number) => {
  const seed = (n: number) => tf.initializers.glorotUniform({ seed: n });
  const network = createNetwork({
    task: { y: { kind: 'categorical', name: 'y', classes: 2, labels: ['0', '1'] }, z: [] } as never,
    encoder: (width) =>
      tf.sequential({
        layers: [
          tf.layers.conv2d({
            inputShape: [12, 12, 1],
            filters: 4,
            kernelSize: 3,
            kernelInitializer: seed(1),
          }),
          tf.layers.reLU(),
          tf.layers.maxPooling2d({ poolSize: 2 }),
          tf.layers.flatten(),
          tf.layers.dense({ units: width, kernelInitializer: seed(2) }),
        ],
      }),
    primaryWidth: 3,
    confounderWidths: [],
    microBatch,
    random: new Random(1),
  });
  const optimiser = adam({ variables: network.encoderVariables, learningRate: 0.01 });
  const step = (x: tf.Tensor) =>
    optimiser.minimize(() => {
      const features = network.encode(x, true);
      return tf.mean(tf.square(tf.sub(tf.matMul(features, features, false, true), 1))) as tf.Scalar;
    });
  return { network, step };
};

const images = () => normalTensor(new Random(4), [10, 12, 12, 1]);

test('a batch in parts trains as the whole does', async () => {
  const losses = async (microBatch?: number) => {
    const { step } = training(microBatch);
    const compiled = compile(step);
    const found: number[] = [];
    for (let i = 0; i < 5; i++) found.push((await (await compiled(images())).data())[0] as number);
    return found;
  };
  const wanted = await losses();
  expect(wanted[4]).toBeLessThan(wanted[0] as number);
  for (const [i, loss] of (await losses(4)).entries()) expect(loss).toBeCloseTo(wanted[i] as number, 4);
});

test('what is computed once more is not found to be the same and kept', () => {
  const pools = (microBatch?: number) => {
    const recording = recordFunction(tf.backend() as OnnxBackend, training(microBatch).step as never, [
      images(),
    ]);
    return planOf(recording).nodes.filter(({ op }) => op === 'MaxPool').length;
  };
  expect(pools()).toBe(1);
  // Three parts, forwards and once more.
  expect(pools(4)).toBe(6);
});
