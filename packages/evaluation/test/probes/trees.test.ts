import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import { solvePositiveDefinite } from '../../src/probes/cholesky.ts';
import { rbfMachine } from '../../src/probes/rbf-machine.ts';
import { takeRows } from '../../src/probes/standardise.ts';
import { addTree } from '../../src/probes/trees/add-tree.ts';
import { BINS, binned, cutsOf } from '../../src/probes/trees/bins.ts';
import { lossOf } from '../../src/probes/trees/losses.ts';
import { TreeGrower } from '../../src/probes/trees/tree.ts';

const normal = (random: Random, rows: number, columns: number) => ({
  values: Float64Array.from({ length: rows * columns }, () => random.normal()),
  rows,
  columns,
});

test('bins keep the order of the values, equal values together, and few distinct values apart', () => {
  const random = new Random(1);
  const x = normal(random, 500, 1);
  const bins = binned(x, cutsOf(x));
  const order = [...x.values.keys()].sort((a, b) => x.values[a]! - x.values[b]!);
  for (let i = 1; i < order.length; i++) expect(bins[order[i]!]).toBeGreaterThanOrEqual(bins[order[i - 1]!]!);
  expect(new Set(bins).size).toBe(BINS);
  const few = { values: Float64Array.of(3, 1, 2, 1, 3, 3), rows: 6, columns: 1 };
  expect([...binned(few, cutsOf(few))]).toEqual([2, 0, 1, 0, 2, 2]);
  const constant = { values: new Float64Array(4).fill(7), rows: 4, columns: 1 };
  expect([...binned(constant, cutsOf(constant))]).toEqual([0, 0, 0, 0]);
});

test('a tree of one split takes the best of all, by trying every one, and its leaves are Newton steps', () => {
  for (let seed = 0; seed < 20; seed++) {
    const random = new Random(seed);
    const x = normal(random, 40, 3);
    const gradient = Float64Array.from({ length: 40 }, () => random.normal());
    const curvature = Float64Array.from({ length: 40 }, () => 0.1 + random.uniform());
    const data = { bins: binned(x, cutsOf(x)), rows: 40, columns: 3 };
    const tree = new TreeGrower(data, { depth: 1, leastRows: 5, penalty: 1 }).grow(gradient, curvature);
    const found = new Float64Array(40);
    addTree(tree, data, found, 0, 1, 1);

    const sums = (rows: readonly number[]) => {
      const g = rows.reduce((sum, row) => sum + gradient[row]!, 0);
      const h = rows.reduce((sum, row) => sum + curvature[row]!, 0);
      return { gain: (g * g) / (h + 1), step: -g / (h + 1) };
    };
    const all = [...gradient.keys()];
    let best = { gain: Number.NEGATIVE_INFINITY, values: new Float64Array(40) };
    for (let c = 0; c < 3; c++) {
      for (const at of all) {
        const isLeft = (row: number) => x.values[row * 3 + c]! <= x.values[at * 3 + c]!;
        const [left, right] = [all.filter(isLeft), all.filter((row) => !isLeft(row))];
        if (left.length < 5 || right.length < 5) continue;
        const [l, r] = [sums(left), sums(right)];
        if (l.gain + r.gain > best.gain) {
          best = {
            gain: l.gain + r.gain,
            values: Float64Array.from(all, (row) => (isLeft(row) ? l : r).step),
          };
        }
      }
    }
    for (const row of all) expect(found[row]).toBeCloseTo(best.values[row]!, 10);
  }
});

test.each([
  ['two classes', { kind: 'classes', codes: Int32Array.of(0, 1, 1, 0, 1), classes: 2 }],
  ['three classes', { kind: 'classes', codes: Int32Array.of(0, 2, 1, 1, 1), classes: 3 }],
  ['numbers', { kind: 'number', values: Float64Array.of(1, -2, 0.5, 3, 0) }],
] as const)('derivatives of the loss of %s agree with finite differences', (_, target) => {
  const random = new Random(2);
  const loss = lossOf(target);
  const scores = Float64Array.from({ length: 5 * loss.outputs }, () => random.normal());
  const [gradient, curvature] = [new Float64Array(5), new Float64Array(5)];
  for (let k = 0; k < loss.outputs; k++) {
    loss.derivatives(scores, k, gradient, curvature);
    for (let row = 0; row < 5; row++) {
      const at = (shift: number) => {
        const moved = scores.slice();
        moved[row * loss.outputs + k]! += shift;
        return 5 * loss.mean(moved, target);
      };
      expect((at(1e-4) - at(-1e-4)) / 2e-4).toBeCloseTo(gradient[row]!, 6);
      expect((at(1e-3) - 2 * at(0) + at(-1e-3)) / 1e-6).toBeCloseTo(curvature[row]!, 4);
    }
  }
});

test('with few rows the RBF machine is kernel ridge regression at one of its settings', () => {
  const random = new Random(3);
  const [fit, judge] = [normal(random, 60, 2), normal(random, 10, 2)];
  const values = Float64Array.from(
    { length: 60 },
    (_, i) => 5 + fit.values[2 * i]! ** 2 + 0.1 * random.normal(),
  );
  const rows = Int32Array.from({ length: 60 }, (_, row) => row);
  const found = rbfMachine.read({
    fit,
    judge,
    target: { kind: 'number', values },
    patients: rows,
    inner: rows.subarray(0, 45),
    held: rows.subarray(45),
    random,
  }).judge;
  const mean = values.reduce((a, b) => a + b, 0) / 60;
  const kernel = (a: Float64Array, b: Float64Array, gamma: number) =>
    Math.exp(-gamma * ((a[0]! - b[0]!) ** 2 + (a[1]! - b[1]!) ** 2));
  const row = (x: typeof fit, i: number) => takeRows(x.values, 2, Int32Array.of(i)).values;
  const exact = [0.1, 0.3, 1].flatMap((width) =>
    [0.03, 0.1, 0.3, 1, 3].map((penalty) => {
      const gram = new Float64Array(3600);
      for (let i = 0; i < 60; i++) {
        for (let j = 0; j < 60; j++) {
          gram[i * 60 + j] = kernel(row(fit, i), row(fit, j), width / 2) + (i === j ? penalty : 0);
        }
      }
      const a = solvePositiveDefinite(
        gram,
        values.map((v) => v - mean),
      );
      return Float64Array.from({ length: 10 }, (_, r) =>
        a.reduce((sum, w, i) => sum + w * kernel(row(judge, r), row(fit, i), width / 2), mean),
      );
    }),
  );
  const distance = (other: Float64Array) => Math.max(...other.map((v, i) => Math.abs(v - found[i]!)));
  const distances = exact.map(distance).sort((a, b) => a - b);
  // The machine adds 1e-6 to its normal equations, which is felt where the kernel is nearly singular.
  expect(distances[0]).toBeLessThan(5e-3);
  expect(distances[1]).toBeGreaterThan(1e-2);
});
