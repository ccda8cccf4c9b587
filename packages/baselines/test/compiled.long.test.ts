import { backend as onnxBackend } from '@mimmx/backend-onnx';
import { type Backend, createRegistry, definePlugin, type MethodDefinition, type Metrics } from '@mimmx/core';
import { expect, test } from 'vitest';
import * as methods from '../src/methods.ts';
import { backend, makeOnTenRows } from './reference/check.ts';

const family = ['mimm', 'mine', 'dcor', 'adversarial', 'mmd-split'];
const multiTask = ['multi-task', 'group-balanced', 'overlap-balanced'];
const definitions = (Object.values(methods) as readonly unknown[] as MethodDefinition[]).filter(
  ({ name }) => ![...family, ...multiTask].includes(name),
);

const order = [3, 9, 0, 7, 2, 8, 1, 5, 4, 6];
const uniforms = Array.from({ length: 101 }, (_, k) => (k * 0.618034) % 1);

/** What three updates print, the last two on rows of which some groups are missing. */
async function train(definition: MethodDefinition, on: Backend): Promise<Metrics[]> {
  const { method } = makeOnTenRows(definition, {
    batches: [order, [0, 3, 9, 4, 5, 0, 3, 9, 4, 5], [7, 7, 8, 6, 6, 2, 2, 1, 1, 1]],
    updates: 3,
    script: { beta: 0.3, order, uniforms },
    on,
  });
  const found: Metrics[] = [];
  for (let i = 0; i < 3; i++) found.push(await method.update());
  method.dispose();
  return found;
}

test('steps are static: compiled once, they do on every batch what single operations do', async () => {
  await backend.setup();
  const expected: Metrics[][] = [];
  for (const definition of definitions) expected.push(await train(definition, backend));
  const onnx: Backend = createRegistry()
    .use(definePlugin({ name: 'onnx', provides: [onnxBackend] }))
    .create('backend', 'onnx', {});
  await onnx.setup();
  for (const [i, definition] of definitions.entries()) {
    const found = await train(definition, onnx);
    for (const [u, metrics] of expected[i]!.entries())
      for (const [name, value] of Object.entries(metrics))
        expect(found[u]![name], `${definition.name}, update ${u + 1}, ${name}`).toBeCloseTo(value, 3);
  }
});
