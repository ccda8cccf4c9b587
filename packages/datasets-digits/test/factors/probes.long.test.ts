import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import { digits, factors } from '../../src/index.ts';
import { features, standardiseFeatures, trainProbe } from './linear-probe.ts';

const TRAIN = 5000;
const TEST = 1500;

test('with all factors varying, a linear probe reads its own factor above 95 % and the others at chance', async () => {
  const dataset = await digits.create({ root: '.', seed: 0 }, {});
  const random = new Random(3);
  const order = random.permutation(dataset.table.length).subarray(0, TRAIN + TEST);
  const codes = factors.map(() => Int32Array.from(order, () => random.integer(2)));
  const rows: Float64Array[] = [];
  for (const [i, row] of order.entries()) {
    const assigned = Object.fromEntries(factors.map(({ name }, f) => [name, codes[f]?.[i] ?? 0]));
    rows.push(features(await dataset.image(row, assigned)));
  }
  standardiseFeatures(rows, TRAIN);
  factors.forEach((own, f) => {
    const predict = trainProbe(rows.slice(0, TRAIN), codes[f] ?? new Int32Array());
    const predicted = rows.slice(TRAIN).map(predict);
    factors.forEach((other, g) => {
      const accuracy = predicted.filter((code, i) => code === codes[g]?.[TRAIN + i]).length / TEST;
      const pair = `${own.name} read as ${other.name}`;
      if (g === f) expect(accuracy, pair).toBeGreaterThan(0.95);
      // Four standard deviations of chance with 1,500 images.
      else expect(Math.abs(accuracy - 0.5), pair).toBeLessThan(0.055);
    });
  });
});
