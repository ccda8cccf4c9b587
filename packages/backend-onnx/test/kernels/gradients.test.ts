import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { compile, configure } from '../../src/index.ts';
import { batchNorm, conv2d, type Grid, pool2d, product, type Window2 } from './reference.ts';

beforeAll(async () => {
  configure({ threads: 1 });
  await tf.setBackend('onnx');
});

const RUNS = { numRuns: 12 };
const STEP = 1e-5;

/** Numbers without ties and without two that are nearly equal, so that a largest one stays the largest. */
const spread = (shape: readonly number[], seed: number): Grid => {
  const count = shape.reduce((a, b) => a * b, 1);
  const data = Float64Array.from({ length: count }, (_, i) => {
    const k = (i * 7919 + seed * 104729) % count;
    return Math.fround(((k + 0.5) / count) * 4 - 2 + 0.3 * Math.sin(seed + k) * (1 / count));
  });
  return { data, shape };
};

const weightOf = (i: number): number => Math.sin(1 + i * 1.7);

/**
 * Compares gradients of Σ wᵢ·f(inputs)ᵢ, compiled here, with finite differences of a float64 version of f, in every
 * coordinate of every input.
 */
const check = async (
  inputs: Grid[],
  here: (...tensors: tf.Tensor[]) => tf.Tensor,
  reference: (...grids: Grid[]) => number[],
): Promise<void> => {
  const scalar = (...tensors: tf.Tensor[]): tf.Scalar => {
    const y = here(...tensors);
    const weights = Float32Array.from({ length: y.size }, (_, i) => weightOf(i));
    return y.flatten().mul(tf.tensor1d(weights)).sum() as tf.Scalar;
  };
  const tensors = inputs.map(({ data, shape }) => tf.tensor(Float32Array.from(data), [...shape]));
  const found = await compile((...x: tf.Tensor[]) => tf.grads(scalar)(x))(...tensors);
  const total = (grids: Grid[]) => reference(...grids).reduce((sum, y, i) => sum + weightOf(i) * y, 0);
  for (const [k, input] of inputs.entries()) {
    const gradient = await (found[k] as tf.Tensor).data();
    const wanted = Array.from(input.data, (_, i) => {
      const moved = (step: number) => {
        const data = Float64Array.from(input.data);
        data[i] = (data[i] as number) + step;
        return total(inputs.map((grid, j) => (j === k ? { data, shape: grid.shape } : grid)));
      };
      return (moved(STEP) - moved(-STEP)) / (2 * STEP);
    });
    const size = Math.max(1, ...wanted.map(Math.abs));
    for (const [i, value] of wanted.entries()) {
      expect(Math.abs((gradient[i] as number) - value) / size, `input ${k}, element ${i}`).toBeLessThan(1e-4);
    }
  }
  tf.dispose([tensors, found]);
};

const windows = fc.record({
  size: fc.integer({ min: 1, max: 3 }),
  stride: fc.integer({ min: 1, max: 3 }),
  dilation: fc.integer({ min: 1, max: 2 }),
  pad: fc.constantFrom('valid' as const, 'same' as const),
});
const images = fc.record({
  batch: fc.integer({ min: 1, max: 2 }),
  height: fc.integer({ min: 5, max: 7 }),
  width: fc.integer({ min: 5, max: 7 }),
  channels: fc.integer({ min: 1, max: 3 }),
  seed: fc.integer({ min: 1, max: 1000 }),
});
// TensorFlow.js takes either strides or dilations above 1, not both.
const allowed = ({ stride, dilation }: Window2) => stride === 1 || dilation === 1;

describe('gradients agree with finite differences in float64', () => {
  test('conv2d', () =>
    fc.assert(
      fc.asyncProperty(
        images,
        windows.filter(allowed),
        fc.integer({ min: 1, max: 3 }),
        async (image, window, outputs) => {
          const x = spread([image.batch, image.height, image.width, image.channels], image.seed);
          const filter = spread([window.size, window.size, image.channels, outputs], image.seed + 1);
          await check(
            [x, filter],
            (a, b) =>
              tf.conv2d(
                a as tf.Tensor4D,
                b as tf.Tensor4D,
                window.stride,
                window.pad,
                'NHWC',
                window.dilation,
              ),
            (a, b) => conv2d(a, b, window),
          );
        },
      ),
      RUNS,
    ));

  test.each(['max', 'avg'] as const)('%s pooling, overlapping or not', (kind) =>
    fc.assert(
      fc.asyncProperty(images, windows, async (image, window) => {
        const plain = { ...window, dilation: 1 };
        const x = spread([image.batch, image.height, image.width, image.channels], image.seed);
        await check(
          [x],
          (a) =>
            kind === 'max'
              ? tf.maxPool(a as tf.Tensor4D, plain.size, plain.stride, plain.pad)
              : tf.avgPool(a as tf.Tensor4D, plain.size, plain.stride, plain.pad),
          (a) => pool2d(a, plain, kind),
        );
      }),
      RUNS,
    ),
  );

  test('batch norm with the statistics of its batch', () =>
    fc.assert(
      fc.asyncProperty(images, async ({ batch, height, width, channels, seed }) => {
        const x = spread([batch, height, width, channels], seed);
        await check(
          [x, spread([channels], seed + 1), spread([channels], seed + 2)],
          (a, scale, offset) => {
            const { mean, variance } = tf.moments(a, [0, 1, 2]);
            return tf.batchNorm(
              a,
              mean as tf.Tensor1D,
              variance as tf.Tensor1D,
              offset as tf.Tensor1D,
              scale as tf.Tensor1D,
              0.01,
            );
          },
          (a, scale, offset) => batchNorm(a, scale, offset, 0.01),
        );
      }),
      RUNS,
    ));

  test('matrix products, either side transposed', () =>
    fc.assert(
      fc.asyncProperty(
        fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 1, max: 5 }))),
        fc.boolean(),
        fc.boolean(),
        async ([rows, inner, columns], transposeA, transposeB) => {
          const a = spread(transposeA ? [inner!, rows!] : [rows!, inner!], 3);
          const b = spread(transposeB ? [columns!, inner!] : [inner!, columns!], 4);
          await check(
            [a, b],
            (x, y) => tf.matMul(x, y, transposeA, transposeB),
            (x, y) => product(x, y, transposeA, transposeB),
          );
        },
      ),
      RUNS,
    ));
});
