import { readFileSync } from 'node:fs';
import * as onnx from '@mimmx/backend-onnx';
import * as baselines from '@mimmx/baselines';
import * as core from '@mimmx/core';
import * as experiment from '@mimmx/experiment';
import * as node from '@mimmx/experiment/node';
import { expect, test } from 'vitest';
import * as zod from 'zod';
import { examplesOf, runExample } from '../../../tooling/examples.ts';

const IMAGES = 240;

/** Stripes upright in the sick, and across where the view is PA: what a small network tells apart at once. */
function arrays() {
  const random = new core.Random(1);
  const sick = Int32Array.from({ length: IMAGES }, (_, i) => i % 2);
  const view = Int32Array.from({ length: IMAGES }, (_, i) => (i >> 1) % 2);
  const pixels = Float32Array.from({ length: IMAGES * 256 }, (_, at) => {
    const [image, row, column] = [at >> 8, (at >> 4) & 15, at & 15];
    return 0.1 * random.normal() + (column % 2) * sick[image]! + (row % 2) * view[image]!;
  });
  return { sick, view, pixels, patients: Int32Array.from({ length: IMAGES }, (_, i) => i) };
}

test('the README’s example trains on arrays in memory, and says how well', async () => {
  const [example] = examplesOf(readFileSync(new URL('../README.md', import.meta.url), 'utf8'));
  // The same run, but short.
  const short = {
    ...experiment,
    resolveConfig: (config: experiment.ExperimentInput) =>
      experiment.resolveConfig({
        ...config,
        training: { ...config.training, updates: 100, learningRate: 5e-3 },
        evaluation: { bootstrap: 40 },
      }),
  };
  const { printed } = await runExample(
    example!,
    {
      '@mimmx/backend-onnx': onnx,
      '@mimmx/baselines': baselines,
      '@mimmx/core': core,
      '@mimmx/experiment': short,
      '@mimmx/experiment/node': node,
      zod,
    },
    arrays(),
  );
  expect(printed.map((line) => line.split(' ')[0])).toEqual(['erm', 'group-balanced']);
  expect(Number(printed[1]!.split(' ')[1])).toBeGreaterThan(0.7);
});
