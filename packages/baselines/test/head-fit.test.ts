import { Random } from '@mimmx/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balancedDraw, rowsByGroup, worstGroupAccuracy } from '../src/head-fit/groups.ts';
import { scaleOf } from '../src/head-fit/scale.ts';
import { fitSoftmax, type LinearHead } from '../src/head-fit/softmax-fit.ts';
import { afr, crt, dfr } from '../src/index.ts';
import { afrWeights, automaticFeatureReweighting } from '../src/two-stage/afr.ts';
import { deepFeatureReweighting } from '../src/two-stage/dfr.ts';
import { conforms, cpuBackend } from './kit.ts';
import {
  affine,
  encoded,
  entropies,
  expectDescent,
  logitsOf,
  type Matrix,
  mean,
  onTenRows,
  RATE,
  taskOf,
  type Values,
  valuesOf,
  X,
  Y,
} from './ten-rows.ts';

const backend = await cpuBackend();
conforms(dfr, backend, { options: { draws: 2, inversePenalties: [1, 0.1] } });
conforms(afr, backend, { options: { steps: 20 } });
conforms(crt, backend);

/** Slopes of a function of a vector by central differences. */
const slopes = (at: Float64Array, f: (x: Float64Array) => number): number[] =>
  [...at].map((value, i) => {
    const moved = (by: number) => f(at.map((v, k) => (k === i ? value + by : v)));
    return (moved(1e-5) - moved(-1e-5)) / 2e-5;
  });

/** Weighted mean cross-entropy of a head, row by row. */
const loss = (x: Matrix, y: readonly number[], weights: readonly number[], head: LinearHead): number => {
  const rows = entropies(affine(x, head.weight, head.bias), y);
  return rows.reduce((sum, l, i) => sum + weights[i]! * l, 0) / weights.reduce((a, b) => a + b, 0);
};

/** Columns with mean 0 and variance 1. */
function standardised(x: Matrix): Matrix {
  const columns = x[0]!.map((_, j) => x.map((row) => row[j]!));
  const [means, sds] = [
    columns.map(mean),
    columns.map((column) => Math.sqrt(mean(column.map((v) => (v - mean(column)) ** 2)))),
  ];
  return x.map((row) => row.map((v, j) => (v - means[j]!) / sds[j]!));
}

/** How far a head on raw features is from the best L1- or L2-penalised one on standardised ones. */
function distanceFromBest(
  raw: Matrix,
  y: readonly number[],
  weights: readonly number[],
  head: LinearHead,
  { l1 = 0, l2 = 0 },
): number {
  const classes = head.bias.length;
  const columns = raw[0]!.map((_, j) => raw.map((row) => row[j]!));
  const means = columns.map(mean);
  const sds = columns.map((column, j) => Math.sqrt(mean(column.map((v) => (v - means[j]!) ** 2))));
  const weight = head.weight.map((w, i) => w * sds[Math.floor(i / classes)]!);
  const bias = head.bias.map(
    (b, k) => b + means.reduce((sum, m, j) => sum + m * head.weight[j * classes + k]!, 0),
  );
  const x = standardised(raw);
  const ofWeight = slopes(weight, (w) => loss(x, y, weights, { weight: w, bias }));
  const ofBias = slopes(bias, (b) => loss(x, y, weights, { weight, bias: b }));
  const gaps = ofWeight.map((slope, i) => {
    const w = weight[i]!;
    if (l1 > 0 && Math.abs(w) < 1e-9) return Math.max(Math.abs(slope) - l1, 0);
    return Math.abs(slope + l2 * w + l1 * Math.sign(w));
  });
  return Math.max(...gaps, ...ofBias.map(Math.abs));
}

describe('softmax regression', () => {
  it('ends where its slopes and penalties are in balance, for any rows', () => {
    const settings = fc.record({
      seed: fc.integer(),
      classes: fc.integer({ min: 2, max: 4 }),
      width: fc.integer({ min: 1, max: 4 }),
      l1: fc.constantFrom(0, 0.02, 0.2),
    });
    fc.assert(
      fc.property(settings, ({ seed, classes, width, l1 }) => {
        const random = new Random(seed);
        const l2 = l1 === 0 ? 0.01 : 0;
        const raw = Array.from({ length: 24 }, () => Array.from({ length: width }, () => random.normal()));
        const x = standardised(raw);
        const y = raw.map((_, i) => i % classes);
        const weights = raw.map(() => random.uniform() + 0.1);
        const head = fitSoftmax(
          {
            features: Float64Array.from(x.flat()),
            width,
            y: Int32Array.from(y),
            weights: Float64Array.from(weights),
          },
          classes,
          { l1, l2 },
        );
        expect(distanceFromBest(x, y, weights, head, { l1, l2 })).toBeLessThan(2e-4);
      }),
      { numRuns: 25 },
    );
  });

  it('pulls to the head it starts from', () => {
    const start = { weight: Float64Array.from([3, -3]), bias: Float64Array.from([0, 0]) };
    const rows = {
      features: Float64Array.from([1, -1, 2, -2]),
      width: 1,
      y: Int32Array.from([0, 1, 1, 0]),
      weights: Float64Array.from([1, 1, 1, 1]),
    };
    const near = fitSoftmax(rows, 2, { l2: 100 }, start).weight[0]!;
    expect(near).toBeGreaterThan(2.9);
    expect(near).toBeLessThan(3);
  });
});

const EVEN = [0, 2, 4, 6, 8];
const ODD = [1, 3, 5, 7, 9];
const at = <T>(values: readonly T[], rows: readonly number[]): T[] => rows.map((row) => values[row]!);
const headOf = (values: Values): LinearHead => ({ weight: values['heads.0']!, bias: values['heads.1']! });
const onEven = (v: Values) => mean(at(entropies(logitsOf(v), Y), EVEN));

describe('dfr', () => {
  it('trains the encoder on the one part, and fits the head to balanced rows of the other alone', async () => {
    const { method } = onTenRows(dfr, { options: { draws: 1, inversePenalties: [0.5] }, updates: 2 });
    const start = valuesOf(method);
    await method.update();
    const middle = valuesOf(method);
    expectDescent(start, middle, /^(encoder|heads)\./, onEven);
    await method.update();
    const end = valuesOf(method);
    expectDescent(middle, end, /^encoder\./, onEven);
    // Rows 1 and 3 are y = 0, z = 0; of 5, 7 and 9 (y = 1, z = 1) two are drawn.
    const raw = at(encoded(end), ODD);
    const distances = [5, 7, 9].map((out) =>
      distanceFromBest(
        raw,
        at(Y, ODD),
        ODD.map((row) => (row === out ? 0 : 1)),
        headOf(end),
        {
          l1: 1 / (0.5 * 4),
        },
      ),
    );
    expect(Math.min(...distances)).toBeLessThan(1e-3);
    expect(method.readableAfter).toBe(2);
    method.dispose();
  });

  it('chooses the penalty by the worst group, averages draws, and drops the spurious feature', () => {
    const random = new Random(5);
    const rows = 600;
    const y = Int32Array.from({ length: rows }, (_, i) => i & 1);
    const conflicting = Array.from(y, (_, i) => i % 20 < 2);
    const z = y.map((label, i) => (conflicting[i] ? 1 - label : label));
    const features = Float64Array.from({ length: 2 * rows }, (_, i) =>
      i % 2 === 0
        ? 2 * y[i >> 1]! - 1 + 0.8 * random.normal()
        : 2 * (2 * z[i >> 1]! - 1) + 0.3 * random.normal(),
    );
    const set = {
      name: 'heldOut',
      rows: y,
      y,
      z: [z],
      group: y.map((label, i) => 2 * label + z[i]!),
      groups: { count: 4 },
    };
    const erm = fitSoftmax({ features, width: 2, y, weights: new Float64Array(rows).fill(1) }, 2, {
      l2: 1e-3,
    });
    const groups = rowsByGroup(set);
    const head = deepFeatureReweighting(
      { set, features, width: 2, head: erm },
      2,
      { draws: 10, inversePenalties: [1, 0.1, 0.01] },
      new Random(1),
    );
    const before = worstGroupAccuracy(groups, features, 2, y, erm);
    const after = worstGroupAccuracy(groups, features, 2, y, head);
    expect(before).toBeLessThan(0.65);
    expect(after).toBeGreaterThan(0.8);
    expect(Math.abs(head.weight[2]!)).toBeLessThan(0.1 * Math.abs(head.weight[0]!));
  });

  it('leaves rows out whose confounders are not all known, and empty groups', () => {
    const group = Int32Array.from([3, -1, 0, 3, 3, -1, 0]);
    expect(rowsByGroup({ group })).toEqual([
      [2, 6],
      [0, 3, 4],
    ]);
    const draw = balancedDraw(rowsByGroup({ group }), new Random(1));
    expect(draw.slice(0, 2).sort()).toEqual([2, 6]);
    expect(new Set(draw).size).toBe(4);
    expect(draw.slice(2).every((row) => [0, 3, 4].includes(row))).toBe(true);
  });

  it('refuses held-out rows that lack a class', () => {
    const y = new Int32Array(4);
    const set = { name: 'heldOut', rows: y, y, z: [y], group: y, groups: { count: 4 } };
    const rows = { set, features: Float64Array.from([1, 2, 3, 4]), width: 1 };
    const head = { weight: new Float64Array(2), bias: new Float64Array(2) };
    const options = { draws: 1, inversePenalties: [1] };
    expect(() => deepFeatureReweighting({ ...rows, head }, 2, options, new Random(1))).toThrow(
      /^E_NEED: dfr: set "heldOut" has no row of class 1/,
    );
  });
});

describe('afr', () => {
  it('weighs held-out rows by how little they are believed, and descends from the first head', async () => {
    const options = { gamma: 3, lambda: 0.2, steps: 5, headLearningRate: 0.1 };
    const { method } = onTenRows(afr, { options, task: taskOf(0), updates: 1 });
    const start = valuesOf(method);
    await method.update();
    const end = valuesOf(method);
    expectDescent(start, end, /^encoder\./, onEven);
    // The first stage's head, one step of descent from the start.
    const step = (name: string) =>
      start[name]!.map((v, i) => {
        const slope = slopes(start[name]!, (moved) => onEven({ ...start, [name]: moved }))[i]!;
        return v - RATE * slope;
      });
    const first = { weight: step('heads.0'), bias: step('heads.1') };
    const [x, y] = [at(encoded(end), ODD), at(Y, ODD)];
    const believed = entropies(affine(x, first.weight, first.bias), y).map((l) => Math.exp(-l));
    const weights = believed.map((p, i) => Math.exp(-3 * p) / y.filter((c) => c === y[i]).length);
    let [weight, bias] = [first.weight, first.bias];
    for (let k = 0; k < 5; k++) {
      const pull = (v: Float64Array, from: Float64Array) =>
        0.1 * v.reduce((sum, w, i) => sum + (w - from[i]!) ** 2, 0);
      const objective = (head: LinearHead) =>
        loss(x, y, weights, head) + pull(head.weight, first.weight) + pull(head.bias, first.bias);
      const [dw, db] = [
        slopes(weight, (w) => objective({ weight: w, bias })),
        slopes(bias, (b) => objective({ weight, bias: b })),
      ];
      const length = Math.max(1, Math.hypot(...dw, ...db));
      weight = weight.map((w, i) => w - (0.1 * dw[i]!) / length);
      bias = bias.map((b, i) => b - (0.1 * db[i]!) / length);
    }
    for (const [i, v] of weight.entries()) expect(end['heads.0']![i]).toBeCloseTo(v, 4);
    for (const [i, v] of bias.entries()) expect(end['heads.1']![i]).toBeCloseTo(v, 4);
    method.dispose();
  });

  it('gives every class the same weight in all, and takes steps no longer than the rate', () => {
    const head = { weight: Float64Array.from([1, -1]), bias: new Float64Array(2) };
    const y = Int32Array.from([0, 0, 0, 1]);
    const set = { name: 'heldOut', rows: y, y, z: [], group: y, groups: { count: 2 } };
    const rows = { set, features: new Float64Array(4).fill(0), width: 1, head };
    const weights = afrWeights(rows, 5);
    expect(weights[0]! * 3).toBeCloseTo(weights[3]!, 12);
    const far = { ...rows, features: Float64Array.from([-900, 0, 0, 0]) };
    const moved = automaticFeatureReweighting(far, { gamma: 0, lambda: 0, steps: 1, headLearningRate: 0.01 });
    expect(Math.hypot(...moved.weight.map((w, i) => w - head.weight[i]!), ...moved.bias)).toBeCloseTo(
      0.01,
      8,
    );
  });
});

describe('crt', () => {
  it.each(['class', 'none'] as const)('ends at the best head on all rows, balance %s', async (balance) => {
    const { method } = onTenRows(crt, { options: { balance, l2: 0.01 }, task: taskOf(0, 3), updates: 2 });
    await method.update();
    await method.update();
    const end = valuesOf(method);
    const y = Array.from(X, (_, i) => i % 3);
    const weights = y.map((c) => (balance === 'class' ? 1 / y.filter((other) => other === c).length : 1));
    expect(distanceFromBest(encoded(end), y, weights, headOf(end), { l2: 0.01 })).toBeLessThan(1e-3);
    method.dispose();
  });
});

it('a scale bears a feature that does not vary', () => {
  expect([...scaleOf(Float64Array.from([1, 5, 3, 5]), 2).sd]).toEqual([1, 1]);
});
