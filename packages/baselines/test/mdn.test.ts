import type { Method } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { describe, expect, it } from 'vitest';
import { mdn } from '../src/index.ts';
import { createMetadata } from '../src/normalisation/metadata.ts';
import { conforms, cpuBackend } from './kit.ts';
import {
  affine,
  encoded,
  entropies,
  expectDescent,
  type Matrix,
  mean,
  onTenRows,
  taskOf,
  type Values,
  valuesOf,
  X,
  Y,
  Z,
} from './ten-rows.ts';

const backend = await cpuBackend();
conforms(mdn, backend);

/** Columns of 1, y and each confounder, centred, 0 where missing. */
const design = (n: number): Matrix =>
  X.map((_, row) => [
    1,
    Y[row]!,
    ...Array.from({ length: n }, (_, i) => {
      const known = Z[i]!.filter((code) => code >= 0);
      return Z[i]![row]! < 0 ? 0 : Z[i]![row]! - mean(known);
    }),
  ]);

/** Least squares by elimination with pivots, a column of f at a time. */
function leastSquares(x: Matrix, f: Matrix): Matrix {
  const p = x[0]!.length;
  const all = Array.from({ length: p }, (_, a) => [
    ...Array.from({ length: p }, (_, b) => x.reduce((sum, row) => sum + row[a]! * row[b]!, 0)),
    ...f[0]!.map((_, k) => x.reduce((sum, row, i) => sum + row[a]! * f[i]![k]!, 0)),
  ]);
  for (let k = 0; k < p; k++) {
    const top = all
      .slice(k)
      .reduce((best, row, i) => (Math.abs(row[k]!) > Math.abs(all[best]![k]!) ? k + i : best), k);
    [all[k], all[top]] = [all[top]!, all[k]!];
    for (let i = 0; i < p; i++) {
      if (i === k) continue;
      const factor = all[i]![k]! / all[k]![k]!;
      all[i] = all[i]!.map((v, j) => v - factor * all[k]![j]!);
    }
  }
  return all.map((row, k) => row.slice(p).map((v) => v / row[k]!));
}

/** Features less what the confounders' columns explain. */
function residual(values: Values, n: number): Matrix {
  const [x, f] = [design(n), encoded(values)];
  const b = leastSquares(x, f);
  return f.map((row, i) =>
    row.map((v, k) => v - x[i]!.slice(2).reduce((sum, c, j) => sum + c * b[2 + j]![k]!, 0)),
  );
}

const confoundersOf = (n: number) => ({
  z: Z.slice(0, n).map((column) => tf.tensor1d(Int32Array.from(column, (v) => Math.max(v, 0)))),
  known: Z.slice(0, n).map((column) => tf.tensor1d(Float32Array.from(column, (v) => (v < 0 ? 0 : 1)))),
});
const images = () =>
  tf.tensor(
    X.flatMap((row) => [...row]),
    [10, 2, 2, 1],
  );
const featuresOf = (method: Method, n: number) =>
  tf.tidy(() => method.read(images(), confoundersOf(n)).features.arraySync());

describe('mdn', () => {
  it.each([1, 2, 3])('lowers the cross-entropy of residuals by least squares, N = %i', async (n) => {
    const { method } = onTenRows(mdn, { task: taskOf(n) });
    const before = valuesOf(method);
    const metrics = await method.update();
    const loss = (v: Values) => mean(entropies(affine(residual(v, n), v['heads.0']!, v['heads.1']!), [...Y]));
    expect(metrics.loss).toBeCloseTo(loss(before), 4);
    // The coefficients depend on the encoder, and so does their part of the slope.
    expectDescent(before, valuesOf(method), /^(encoder|heads)\./, loss);
    method.dispose();
  });

  it('leaves what y explains, and takes out what the confounder explains beside it', async () => {
    const { method } = onTenRows(mdn, { task: taskOf(1) });
    const [x, before] = [design(1), residual(valuesOf(method), 1)];
    await method.update();
    const raw = encoded(valuesOf(method));
    const [full, left] = [leastSquares(x, raw), leastSquares(x, residual(valuesOf(method), 1))];
    for (const k of [0, 1]) {
      expect(left[1]![k]!).toBeCloseTo(full[1]![k]!, 6);
      expect(left[2]![k]!).toBeCloseTo(0, 6);
      expect(Math.abs(full[1]![k]!)).toBeGreaterThan(1e-3);
    }
    expect(before).not.toEqual(left);
    method.dispose();
  });

  it('predicts by the average of the batches’ coefficients', async () => {
    const { method } = onTenRows(mdn, { task: taskOf(2) });
    const x = design(2);
    let [average, ones] = [
      [
        [0, 0],
        [0, 0],
      ],
      0,
    ];
    for (let i = 0; i < 3; i++) {
      const b = leastSquares(x, encoded(valuesOf(method))).slice(2);
      average = average.map((row, j) => row.map((v, k) => 0.9 * v + 0.1 * b[j]![k]!));
      ones = 0.9 * ones + 0.1;
      await method.update();
    }
    const expected = encoded(valuesOf(method)).map((row, i) =>
      row.map((v, k) => v - x[i]!.slice(2).reduce((sum, c, j) => sum + (c * average[j]![k]!) / ones, 0)),
    );
    for (const [i, row] of featuresOf(method, 2).entries())
      for (const [k, v] of row.entries()) expect(v).toBeCloseTo(expected[i]![k]!, 4);
    method.dispose();
  });

  it('refuses to predict without the confounders', () => {
    const { method } = onTenRows(mdn, {});
    expect(() => tf.tidy(() => method.read(images()).features)).toThrow(
      /^E_NEED: mdn: predicting needs .*\(a\)/,
    );
    method.dispose();
  });

  it('bears a confounder that does not vary, and a copy of another', () => {
    const y = Int32Array.from(Y);
    const [same, copy] = [new Int32Array(10), Int32Array.from(Z[0])];
    const set = { name: 'train', rows: y, y, z: [same, copy, copy], group: y, groups: { count: 0 } };
    const { inverse } = createMetadata(set, taskOf(3), 2);
    expect(inverse.every(Number.isFinite)).toBe(true);
  });
});
