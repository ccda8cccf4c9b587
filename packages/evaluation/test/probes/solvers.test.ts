import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import { DenseNetwork } from '../../src/probes/dense-network.ts';
import { minimise } from '../../src/probes/lbfgs.ts';
import { neighbourClasses, neighbourMeans } from '../../src/probes/nearest-neighbours.ts';
import { ridge } from '../../src/probes/ridge.ts';
import { splitForProbes } from '../../src/probes/split.ts';
import { standardiseBy } from '../../src/probes/standardise.ts';

const normal = (random: Random, rows: number, columns: number) => ({
  values: Float64Array.from({ length: rows * columns }, () => random.normal()),
  rows,
  columns,
});

test('L-BFGS reaches the minimum of an ill-conditioned quadratic', () => {
  const curvature = [1, 10, 100, 1000];
  const at = minimise((x, gradient) => {
    let value = 0;
    curvature.forEach((c, i) => {
      gradient[i] = c * (x[i]! - i);
      value += (c / 2) * (x[i]! - i) ** 2;
    });
    return value;
  }, 4);
  for (let i = 0; i < 4; i++) expect(at[i]).toBeCloseTo(i, 5);
});

test('ridge: the gradient of its objective is zero at its answer', () => {
  const random = new Random(1);
  const [x] = standardiseBy(normal(random, 50, 3));
  const z = Float64Array.from(
    { length: 50 },
    (_, i) => x!.values[i * 3]! - 2 * x!.values[i * 3 + 1]! + random.normal(),
  );
  const mean = z.reduce((a, b) => a + b, 0) / 50;
  const probe = { values: Float64Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1), rows: 4, columns: 3 };
  const [offset, ...shifted] = ridge(x!, z, probe, 2.5);
  expect(offset).toBeCloseTo(mean, 10);
  const w = shifted.map((value) => value - offset!);
  const predicted = ridge(x!, z, x!, 2.5);
  for (let k = 0; k < 3; k++) {
    let gradient = 2.5 * w[k]!;
    for (let i = 0; i < 50; i++) gradient += (predicted[i]! - z[i]!) * x!.values[i * 3 + k]!;
    expect(gradient).toBeCloseTo(0, 8);
  }
});

test('neighbours: equal to sorting all distances', () => {
  const random = new Random(2);
  const fit = normal(random, 80, 3);
  const judge = normal(random, 20, 3);
  const z = Float64Array.from({ length: 80 }, () => random.normal());
  const means = neighbourMeans(fit, z, judge, 7);
  for (let row = 0; row < 20; row++) {
    const distance = (i: number) =>
      [0, 1, 2].reduce((sum, k) => sum + (fit.values[i * 3 + k]! - judge.values[row * 3 + k]!) ** 2, 0);
    const nearest = Array.from({ length: 80 }, (_, i) => i).sort((a, b) => distance(a) - distance(b));
    const expected = nearest.slice(0, 7).reduce((sum, i) => sum + z[i]! / 7, 0);
    expect(means[row]).toBeCloseTo(expected, 12);
  }
  expect([...neighbourClasses(fit, new Int32Array(80), 2, judge, 500)]).toEqual(new Array(20).fill(0));
});

test('the gradients of the network agree with finite differences, and its steps lower the loss', () => {
  const random = new Random(3);
  const x = normal(random, 6, 5);
  const rows = Int32Array.of(0, 1, 2, 3, 4, 5);
  const target = {
    width: 2,
    loss(row: number, outputs: Float64Array, at: number, gradient: Float64Array) {
      const [a, b] = [outputs[at]! - row, outputs[at + 1]! + row];
      gradient[at] = a;
      gradient[at + 1] = b;
      return (a * a + b * b) / 2;
    },
  };
  const network = new DenseNetwork([5, 7, 6, 2], random);
  const before = network.snapshot();
  const meanLoss = () => {
    const outputs = network.forward(x.values, 6);
    return rows.reduce((sum, row) => sum + target.loss(row, outputs, row * 2, new Float64Array(12)) / 6, 0);
  };
  const slopes = before.map((layer, l) =>
    layer.map((_, p) => {
      const at = (shift: number) => {
        const moved = before.map((other) => other.slice());
        moved[l]![p]! += shift;
        network.restore(moved);
        return meanLoss();
      };
      return (at(1e-5) - at(-1e-5)) / 2e-5;
    }),
  );
  network.restore(before);
  network.backward(x.values, rows, target).forEach((layer, l) => {
    layer.forEach((gradient, p) => {
      expect(gradient / 6).toBeCloseTo(slopes[l]![p]!, 6);
    });
  });
  const atStart = meanLoss();
  for (let i = 0; i < 50; i++) network.step(x.values, rows, target, 1e-2);
  expect(meanLoss()).toBeLessThan(atStart / 10);
});

test('splits keep patients whole, every class on both sides, and standardising a constant gives 0', () => {
  const random = new Random(4);
  const patients = Int32Array.from({ length: 90 }, (_, row) => row % 30);
  const z = patients.map((patient) => (patient < 4 ? 1 : 0));
  const { fit, judge } = splitForProbes(z, patients, 0.5, random);
  expect(fit.length + judge.length).toBe(90);
  const sides = new Set(fit.map((row) => patients[row]!));
  expect([...judge].some((row) => sides.has(patients[row]!))).toBe(false);
  expect(fit.filter((row) => z[row] === 1)).toHaveLength(6);
  const [flat] = standardiseBy({ values: Float64Array.of(0.1, 0.1, 0.1), rows: 3, columns: 1 });
  expect([...flat!.values]).toEqual([0, 0, 0]);
});
