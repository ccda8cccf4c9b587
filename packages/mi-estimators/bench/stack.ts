/**
 * What N estimators in one stack cost beside one: milliseconds of one compiled training step, one thread.
 *
 *   node --conditions=@mimmx/source packages/mi-estimators/bench/stack.ts --batch 64
 *
 * The sizes take turns, `--rounds` times; printed is the median of a size's rounds, each the median of its steps.
 */
import { parseArgs } from 'node:util';
import { compile, configure } from '@mimmx/backend-onnx';
import { adam, normalTensor, Random, validate } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { plugin, type StackableDefinition } from '@mimmx/mi-estimators';

const { values } = parseArgs({
  options: {
    estimators: { type: 'string', default: 'mine,club' },
    sizes: { type: 'string', default: '1,2,4,8' },
    batch: { type: 'string', default: '64' },
    columns: { type: 'string', default: '16' },
    options: { type: 'string', default: '{}' },
    steps: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '5' },
  },
});
const [batch, columns, steps, rounds] = [values.batch, values.columns, values.steps, values.rounds].map(
  Number,
) as [number, number, number, number];
configure({ threads: 1 });
tf.enableProdMode();
await tf.setBackend('onnx');

/** One training step of a stack of so many, ready to be repeated. */
async function ready(name: string, size: number) {
  const definition = plugin.provides.find((one) => one.name === name) as unknown as StackableDefinition;
  const random = new Random(0);
  const form = { kind: 'continuous', width: columns } as const;
  const options = validate(definition.options, JSON.parse(values.options), name);
  const stack = definition.stack({ x: form, y: form, random }, options, [size]);
  const optimiser = adam({ variables: stack.variables, learningRate: 1e-3 });
  const [x, y] = [normalTensor(random, [size, batch, columns]), normalTensor(random, [size, batch, columns])];
  const update = compile((a: tf.Tensor, b: tf.Tensor) =>
    optimiser.minimize(() => tf.sum(stack.loss(a, b)) as tf.Scalar),
  );
  const step = async () => (await update(x, y)).dispose();
  for (let i = 0; i < 5; i++) await step();
  return step;
}

const median = (list: readonly number[]) => list.toSorted((a, b) => a - b)[list.length >> 1]!;

const sizes = values.sizes.split(',').map(Number);
for (const name of values.estimators.split(',')) {
  const made = [];
  for (const size of sizes) made.push(await ready(name, size));
  const times: number[][] = sizes.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, step] of made.entries()) {
      const own: number[] = [];
      for (let k = 0; k < steps; k++) {
        const from = performance.now();
        await step();
        own.push(performance.now() - from);
      }
      times[i]!.push(median(own));
    }
  }
  const found = times.map(median);
  const cells = sizes.map(
    (size, i) => `N=${size} ${found[i]!.toFixed(2)} ms (${(found[i]! / found[0]!).toFixed(1)}×)`,
  );
  console.log(`${name}, batch ${batch}, ${columns} columns: ${cells.join('  ')}`);
}
