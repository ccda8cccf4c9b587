import { svgFile } from '@mimmx/viz';
import { expect, test } from 'vitest';
import { runStaircase, selfConsistency, staircaseChart } from '../../src/index.ts';

test('an estimator climbs, and the chart shows it', async () => {
  const stairs = await runStaircase({
    estimator: 'doe',
    options: { hidden: [12] },
    d: 2,
    stairs: [0.2, 1],
    steps: 150,
    counted: 50,
    batchSize: 48,
    learningRate: 0.02,
    seed: 1,
  });
  expect(stairs.map(({ trace }) => trace.length)).toEqual([150, 150]);
  for (const { mean, truth, bias, variance, mse } of stairs) {
    expect(Math.abs(mean - truth)).toBeLessThan(0.25);
    expect(mse).toBeCloseTo(bias ** 2 + variance, 6);
  }
  const chart = staircaseChart('stairs & <more>', { doe: stairs });
  expect(svgFile(chart)).toContain('stairs &amp; &lt;more&gt;');
  expect(chart.description).toMatch(/doe: from .* truth: from 0.200 at 0 to 1.000 at 300/);
});

test('a sound estimator is consistent with itself', async () => {
  const found = await selfConsistency({ estimator: 'ksg', seed: 1 }, 1200);
  expect(Math.abs(found.independence)).toBeLessThan(0.05);
  expect(found.dataProcessing).toBeGreaterThan(0.85);
  expect(found.dataProcessing).toBeLessThan(1.15);
  expect(Math.abs(found.additivity - 2)).toBeLessThan(0.3);
});
