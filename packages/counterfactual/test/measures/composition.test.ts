import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import { composition, type Generator, reversibility } from '../../src/index.ts';
import { ambiguous } from '../ambiguous.ts';

const table = ambiguous(30, 1);

/** Each pass takes a tenth of the way to grey. */
const fading: Pick<Generator, 'counterfactual'> = {
  async counterfactual(rows, { do: intervention }) {
    const set = Object.entries(intervention).map(([name, value]) => [
      name,
      typeof value === 'object' ? value : new Float64Array(30).fill(Number(value)),
    ]);
    const images = (rows.images as Float32Array).map((value) => value + 0.1 * (0.5 - value));
    return {
      images,
      attributes: { ...rows.attributes, ...Object.fromEntries(set) },
      factual: rows.attributes,
      warnings: [],
    };
  },
};

test('distances after m null interventions, and after m ways there and back', async () => {
  const distance = (kept: number) =>
    (table.images.reduce((sum, value) => sum + Math.abs(value - 0.5), 0) / table.images.length) *
    255 *
    (1 - kept);
  const settings = { random: new Random(2), cycles: 3, replicates: 100 };
  const null3 = await composition(fading, table, settings);
  for (const [m, { value, low, high }] of null3.entries()) {
    expect(value).toBeCloseTo(distance(0.9 ** (m + 1)), 3);
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
  }
  const back = await reversibility(fading, table, { left: 1 }, settings);
  for (const [m, { value }] of back.entries()) expect(value).toBeCloseTo(distance(0.81 ** (m + 1)), 3);
});
