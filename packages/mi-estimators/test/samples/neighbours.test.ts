import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ksg, ross } from '../../src/index.ts';
import { digamma, digammaTable } from '../../src/samples/digamma.ts';
import { continuous, discrete, makeSample } from '../make.ts';

interface Row {
  kind: 'cc' | 'cd';
  k: number;
  classes?: number;
  x: number[];
  y: number[];
  inner: number;
  public: number;
}
const { sklearn, rows } = JSON.parse(
  readFileSync(new URL('../fixtures/nearest-neighbours.json', import.meta.url), 'utf8'),
) as { sklearn: string; rows: Row[] };

function measure({ x, y, k, classes }: Row, options: Record<string, unknown>): number {
  const shape = { rows: x.length, columns: 1 };
  const given = { k, ...options };
  const first = { values: Float64Array.from(x), ...shape };
  if (classes === undefined) {
    const estimator = makeSample(ksg, { x: continuous(1), y: continuous(1), options: given });
    return estimator.measure(first, { values: Float64Array.from(y), ...shape });
  }
  const estimator = makeSample(ross, { x: continuous(1), y: discrete(classes), options: given });
  return estimator.measure(first, { values: Int32Array.from(y), ...shape, classes });
}

describe(`scikit-learn ${sklearn} agrees`, () => {
  for (const row of rows) {
    test(`${row.kind}, k = ${row.k}, ${row.x.length} rows`, () => {
      // It clips at 0, and its noise moves the last digits of the public functions.
      const exact = Math.max(measure(row, { jitter: 0, standardise: false }), 0);
      expect(exact).toBeCloseTo(row.inner, 8);
      expect(Math.max(measure(row, {}), 0)).toBeCloseTo(row.public, 6);
    });
  }
});

test('ψ at points that are known', () => {
  expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 12);
  expect(digamma(0.5)).toBeCloseTo(-0.5772156649015329 - 2 * Math.LN2, 12);
  expect(digammaTable(50)[50]).toBeCloseTo(digamma(50), 12);
});
