import * as tf from '@mimmx/core/tf';
import { beforeAll, expect, test } from 'vitest';
import { compile, configure } from '../../src/index.ts';

beforeAll(async () => {
  configure({ threads: 1 });
  await tf.setBackend('onnx');
});

const numbers = (shape: readonly number[], seed: number) =>
  tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(seed + i * 12.9898)),
    [...shape],
  );

// ONNX Runtime itself shares constants of up to 8 numbers, and equal constants were merged up to 64 here.
test.each([2, 6, 8, 16, 64, 128])(
  'three batch norms of %i channels each have the statistics of their own',
  async (channels) => {
    const shape = [4, channels, 5, 5];
    const weights = [1, 2, 3].map((seed) => tf.variable(numbers([channels], seed).add(1.5)));
    const offsets = [4, 5, 6].map((seed) => tf.variable(numbers([channels], seed)));
    const norm = (x: tf.Tensor, i: number) => {
      const along = (vector: tf.Tensor) => vector.reshape([channels, 1, 1]);
      const centred = x.sub(along(x.mean([0, 2, 3])));
      const variance = centred.mul(centred).mean([0, 2, 3]);
      const scale = tf.div(1, variance.add(1e-3).sqrt()).mul(weights[i]!);
      return centred.mul(along(scale)).add(along(offsets[i]!));
    };
    const x = tf.variable(numbers(shape, 7));
    const gradients = (wanted: tf.Tensor) => {
      const deep = () => norm(tf.sin(norm(tf.relu(norm(x, 0)), 1)), 2);
      const { value, grads } = tf.variableGrads(() => deep().mul(wanted).mean() as tf.Scalar, [
        x,
        ...weights,
        ...offsets,
      ] as never);
      return { value, ...grads };
    };
    const read = async (results: Readonly<Record<string, tf.Tensor>>) =>
      Promise.all(Object.values(results).map(async (one) => [...(await one.data())]));
    const calls = [numbers(shape, 8), numbers(shape, 9)];
    const compiled = compile(gradients);
    const series = await compiled.series?.(calls.map((wanted) => [wanted]));
    for (const [call, wanted] of calls.entries()) {
      const there = await read(gradients(wanted) as never);
      for (const found of [await compiled(wanted), series?.[call]]) {
        const here = await read(found as never);
        for (const [k, values] of there.entries()) {
          const size = Math.max(...values.map(Math.abs));
          for (const [i, value] of values.entries())
            expect(Math.abs(here[k]![i]! - value) / size).toBeLessThan(1e-4);
        }
      }
    }
  },
);
