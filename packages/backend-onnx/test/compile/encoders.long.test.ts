import { corePlugin, createRegistry, Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { beforeAll, expect, test } from 'vitest';
import { compile, configure } from '../../src/index.ts';
import { findBlock } from '../../src/session/index.ts';

beforeAll(async () => {
  configure({ threads: 1 });
  await tf.setBackend('onnx');
  await findBlock();
});

const registry = createRegistry().use(corePlugin);

/** What rounding may come to where it turns a ReLU; statistics of another layer make it 0.5 and more. */
const ROUNDING = 0.02;

test.each([
  ['small-cnn', { norm: 'batch' }],
  ['small-cnn', { norm: 'group' }],
  ['digit-net', {}],
  ['resnet-18', { norm: 'batch' }],
  ['resnet-18', { norm: 'group' }],
  ['densenet-121', { norm: 'batch' }],
])(
  '%s, %o: every gradient is that of the graph as it was recorded',
  async (name, options) => {
    const random = new Random(1);
    const side = name === 'digit-net' ? 28 : 64;
    const network = registry.create(
      'encoder',
      name,
      { inputShape: [side, side, 1], width: 3, random },
      options,
    ) as unknown as tf.LayersModel;
    const x = tf.tensor(
      Float32Array.from({ length: 8 * side * side }, () => random.normal()),
      [8, side, side, 1],
    );
    const gradients = () => {
      const { value, grads } = tf.variableGrads(
        () => tf.square(network.apply(x, { training: true }) as tf.Tensor).mean() as tf.Scalar,
      );
      return { value, ...grads };
    };
    const read = async (results: Readonly<Record<string, tf.Tensor>>) =>
      Promise.all(Object.values(results).map((one) => one.data()));
    const there = await read(gradients() as never);
    const here = await read((await compile(gradients)()) as never);
    const names = Object.keys(gradients());
    // A gradient that is next to nothing beside the others' is rounding itself.
    const least = 1e-3 * Math.max(...there.slice(1).map(norm));
    const apart = there.map((wanted, k) => {
      const difference = Array.from(wanted, (value, i) => value - here[k]![i]!);
      return { name: names[k]!, share: norm(difference) / Math.max(norm(wanted), least) };
    });
    expect(apart.filter(({ share }) => share > ROUNDING)).toEqual([]);
  },
  300_000,
);

/** √Σ v². (`Math.hypot` takes its numbers as arguments, and there are too many.) */
function norm(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! ** 2;
  return Math.sqrt(sum);
}
