import { createRegistry, type MethodDefinition, mimmx } from '@mimmx/core';
import { methodChecks } from '@mimmx/core/testkit';
import { plugin as estimators } from '@mimmx/mi-estimators';
import { plugin as weighters } from '@mimmx/weighter';
import { describe, expect, test } from 'vitest';
import { adversarial, dcor, mimm, mine, mmdSplit } from '../src/methods.ts';
import { mean, pairs, partsOf, sum } from './reference/by-hand.ts';
import { backend, makeOnTenRows } from './reference/check.ts';
import { ONE, pixels, TEN } from './reference/ten-rows.ts';

const family = [mimm, mine, dcor, adversarial, mmdSplit] as readonly unknown[] as MethodDefinition[];
const parts = () => createRegistry().use(estimators).use(weighters);

describe.each(family)('$name', (definition) => {
  // One estimator step in place of five, and a few updates: what is checked here is that it trains at all.
  const settings = { registry: parts(), backend, options: { estimatorSteps: 1 }, updates: 20 };
  for (const check of methodChecks(definition, settings)) test(check.name, check.run);
});

describe('what they are in options of mimm-x', () => {
  const shared = { against: 'features', estimatorSteps: 1, lambda: 0.5 };
  test.each([
    ['mimm', { ...shared, estimator: 'mine', lambda: 1, estimatorSteps: 5 }],
    ['mine', { ...shared, estimator: 'mine', lambda: 0.55, estimatorSteps: 2 }],
    ['dcor', { ...shared, estimator: 'distance-correlation' }],
    ['adversarial', { ...shared, estimator: 'barber-agakov', against: 'labels' }],
    ['mmd-split', { ...shared, estimator: 'mmd', against: 'labels' }],
  ])('%s trains as mimm-x with these options, to the last bit', async (name, options) => {
    const definition = family.find((own) => own.name === name)!;
    const written = {
      ...{ ...options, primaryWidth: 2, confounderWidth: 2, headHidden: 0, standardise: false },
      ...{ bottleneck: { kind: 'none' }, form: 'each', expectation: 'marginal', sampling: 'uniform' },
      ...{ weighter: 'uniform', balancer: 'constant' },
    };
    const train = async (own: MethodDefinition, chosen: Record<string, unknown>) => {
      const { method } = makeOnTenRows(own, {
        labels: ONE,
        options: chosen,
        plugins: [estimators, weighters],
        script: { order: [3, 9, 0, 7, 2, 8, 1, 5, 4, 6] },
      });
      const metrics = [await method.update(), await method.update()];
      method.dispose();
      return metrics;
    };
    expect(await train(definition, {})).toEqual(await train(mimmx as unknown as MethodDefinition, written));
  });

  test('rebalanced, they ask for batches with every group equally often', () => {
    for (const definition of family) {
      const made = makeOnTenRows(definition, {
        labels: ONE,
        options: { sampling: 'group-balanced' },
        plugins: [estimators, weighters],
      });
      expect(made.draws).toEqual(['group-balanced']);
      made.method.dispose();
    }
  });
});

describe('the dependence, by hand', () => {
  /** Features of the ten rows before the first update, and what it logs. */
  const first = async (definition: unknown) => {
    const { method } = makeOnTenRows(definition as MethodDefinition, {
      labels: ONE,
      plugins: [estimators, weighters],
    });
    const [kernel, bias] = await Promise.all(
      ['encoder.0', 'encoder.1'].map(async (name) => [...(await method.variables[name]!.data())]),
    );
    const rows = TEN.y.map((_, i) =>
      [0, 1, 2, 3].map((c) => bias![c]! + sum(pixels(i).map((value, d) => value * kernel![4 * d + c]!))),
    );
    const metrics = await method.update();
    method.dispose();
    return { rows, metrics };
  };
  const distance = (a: readonly number[], b: readonly number[]) =>
    Math.hypot(...a.map((value, d) => value - b[d]!));

  test('dcor: distance correlation of f_y with f_z', async () => {
    const { rows, metrics } = await first(dcor);
    const centred = (at: (row: number[]) => number[]) => {
      const table = rows.map((a) => rows.map((b) => distance(at(a), at(b))));
      const means = table.map(mean);
      return table.map((row, i) => row.map((value, j) => value - means[i]! - means[j]! + mean(means)));
    };
    const [a, b] = [centred((row) => row.slice(0, 2)), centred((row) => row.slice(2))];
    const product = (u: number[][], v: number[][]) =>
      mean(u.flatMap((row, i) => row.map((x, j) => x * v[i]![j]!)));
    const squared = product(a, b) / Math.sqrt(product(a, a) * product(b, b));
    expect([squared, Math.sqrt(squared)].some((value) => Math.abs(value - metrics['mi.a']!) < 1e-4)).toBe(
      true,
    );
  });

  test('mmd-split: discrepancy of f_y between the values of z', async () => {
    const { rows, metrics } = await first(mmdSplit);
    const kernel = (i: number, j: number) => {
      const square = distance(rows[i]!.slice(0, 2), rows[j]!.slice(0, 2)) ** 2;
      return sum([0.001, 0.01, 0.1, 1, 10, 100, 1000].map((gamma) => Math.exp(-gamma * square)));
    };
    const between = (u: readonly number[], v: readonly number[]) =>
      mean(u.flatMap((i) => v.map((j) => kernel(i, j))));
    const [value] = pairs(partsOf(ONE.z[0]!)).map(
      ([u, v]) => between(u, u) + between(v, v) - 2 * between(u, v),
    );
    expect(metrics['mi.a']).toBeCloseTo(value!, 4);
  });
});

test('without the package of estimators they say in one line what is missing', () => {
  expect(() => makeOnTenRows(mimm as unknown as MethodDefinition, { labels: ONE })).toThrow(
    /^E_UNKNOWN_NAME: [^\n]+$/,
  );
});
