import type { MethodDefinition } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { afterAll, expect, test } from 'vitest';
import * as methods from '../src/methods.ts';
import { backend, makeOnTenRows } from './reference/check.ts';
import { TEN } from './reference/ten-rows.ts';

await backend.setup();

/** Kinds of numbers that were laid side by side. */
const joined: string[][] = [];
const name = backend.engine;
const right = tf.getKernel('Concat', name)!;
tf.unregisterKernel('Concat', name);
tf.registerKernel({
  ...right,
  kernelFunc(given) {
    joined.push((given.inputs as unknown as tf.TensorInfo[]).map(({ dtype }) => dtype));
    return right.kernelFunc(given);
  },
});
afterAll(() => {
  tf.unregisterKernel('Concat', name);
  tf.registerKernel(right);
});

// Kinds are those of the first: features after a one-hot code, which is int32, would lose what follows the point.
const definitions = (Object.values(methods) as readonly unknown[] as MethodDefinition[]).filter(
  (method) => !['mimm', 'mine', 'dcor', 'adversarial', 'mmd-split'].includes(method.name),
);
const more: Readonly<Record<string, Record<string, unknown>>> = { 'bias-balance': { contrast: 1 } };

test('mixed kinds would be seen', () => {
  tf.concat([tf.tensor1d([1], 'int32'), tf.tensor1d([0.5])]).dispose();
  expect(joined.at(-1)).toEqual(['int32', 'float32']);
});

test('no method lays whole numbers and fractions side by side', async () => {
  for (const definition of definitions) {
    joined.length = 0;
    const options = more[definition.name] ?? {};
    const script = { uniforms: [0.3, 0.7], beta: 0.4, order: [1, 2, 3, 4, 5, 6, 7, 8, 9, 0] };
    const { method } = makeOnTenRows(definition, { labels: TEN, updates: 2, script, options });
    for (let i = 0; i < 3; i++) await method.update();
    const mixed = joined.filter((kinds) => new Set(kinds).size > 1);
    expect(mixed, definition.name).toEqual([]);
    method.dispose();
  }
});
