import type { MethodDefinition } from '@mimmx/core';
import { describe, expect, test } from 'vitest';
import * as methods from '../src/methods.ts';
import { makeOnTenRows } from './reference/check.ts';
import { ONE, TEN } from './reference/ten-rows.ts';

const definitions = (Object.values(methods) as readonly unknown[] as MethodDefinition[]).filter(
  // Settings of mimm-x, which core tests.
  ({ name }) => !['mimm', 'mine', 'dcor', 'adversarial', 'mmd-split'].includes(name),
);

/** What a batch may happen to hold. */
const batches: Readonly<Record<string, readonly number[]>> = {
  'one row of an environment': [0, 1, 3, 9, 0, 1, 3, 9, 0, 2],
  'one class': [0, 1, 2, 3, 9, 0, 1, 2, 3, 9],
  'one value of a confounder': [0, 1, 3, 6, 9, 0, 1, 3, 6, 9],
  'one row ten times': [4, 4, 4, 4, 4, 4, 4, 4, 4, 4],
  'no row with all its labels': [8, 8, 8, 8, 8, 8, 8, 8, 8, 8],
};

describe.each(definitions)('$name', (definition) => {
  test.each(Object.entries(batches))('stays finite on a batch with %s', async (_, rows) => {
    const { method } = makeOnTenRows(definition, {
      labels: TEN,
      batches: [rows],
      updates: 2,
      script: { uniforms: [0.3, 0.7], beta: 0.4, order: [1, 2, 3, 4, 5, 6, 7, 8, 9, 0] },
    });
    for (let i = 0; i < 3; i++) {
      const metrics = await method.update();
      for (const [name, value] of Object.entries(metrics)) expect(value, name).toSatisfy(Number.isFinite);
    }
    for (const [name, variable] of Object.entries(method.variables)) {
      expect([...(await variable.data())].every(Number.isFinite), name).toBe(true);
    }
    method.dispose();
  });
});

test('of one confounder, each and joint are the same', async () => {
  for (const name of ['irm', 'vrex', 'coral', 'mmd', 'fishr', 'end', 'fairkl', 'domain-independent']) {
    const definition = definitions.find((own) => own.name === name)!;
    const [each, joint] = await Promise.all(
      ['each', 'joint'].map(async (environments) => {
        const { method } = makeOnTenRows(definition, { labels: ONE, options: { environments } });
        const metrics = await method.update();
        method.dispose();
        return metrics.loss;
      }),
    );
    expect(each, name).toBe(joint);
  }
});
