import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as onnx from '@mimmx/backend-onnx';
import * as baselines from '@mimmx/baselines';
import * as core from '@mimmx/core';
import * as experiment from '@mimmx/experiment';
import * as node from '@mimmx/experiment/node';
import { expect, test } from 'vitest';
import { examplesOf, runExample } from '../../../tooling/examples.ts';

const IMAGES = 240;

/** Stripes upright in the sick, and across where the view is PA: what a small network tells apart at once. */
function arrays(seed: number) {
  const random = new core.Random(seed);
  const sick = Array.from({ length: IMAGES }, (_, i) => (i % 2 === 1 ? 'yes' : 'no'));
  const view = Array.from({ length: IMAGES }, (_, i) => ((i >> 1) % 2 === 1 ? 'PA' : 'AP'));
  const pixels = Float32Array.from({ length: IMAGES * 256 }, (_, at) => {
    const [image, row, column] = [at >> 8, (at >> 4) & 15, at & 15];
    const upright = sick[image] === 'yes' ? column % 2 : 0;
    return 0.1 * random.normal() + upright + (view[image] === 'PA' ? row % 2 : 0);
  });
  return { sick, view, pixels, patients: Int32Array.from({ length: IMAGES }, (_, i) => i) };
}

const examples = examplesOf(readFileSync(new URL('../README.md', import.meta.url), 'utf8'));

test('the README’s first example trains a model, predicts with it, judges and saves it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mimmx readme-'));
  const { pixels: others, sick: truth } = arrays(2);
  const short = {
    ...node,
    fit: async (options: Parameters<typeof node.fit>[0]) => {
      const training = { ...options.training, updates: 40, learningRate: 5e-3 };
      const encoder = { name: 'small-cnn', options: { channels: [4, 8] } };
      const plugins = [baselines.plugin, core.definePlugin({ name: 'onnx', provides: [onnx.backend] })];
      const model = await node.fit({ ...options, encoder, training, plugins });
      return { ...model, save: (path: string) => model.save(join(folder, path)) };
    },
  };
  try {
    const { printed } = await runExample(
      examples[0]!,
      { '@mimmx/baselines': baselines, '@mimmx/experiment/node': short },
      { ...arrays(1), others, truth },
    );
    const [label, accuracy] = printed[0]!.split(' ');
    expect(['no', 'yes']).toContain(label);
    expect(Number(accuracy)).toBeGreaterThan(0.9);
    const again = await node.loadModel(join(folder, 'models/first'), {
      plugins: [baselines.plugin],
      backend: 'cpu',
    });
    const { labels } = await again.predict(others);
    expect(labels.filter((one, i) => one === truth[i]).length / IMAGES).toBe(Number(accuracy));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('the README’s comparison trains on arrays in memory, and says how well', async () => {
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
    examples[1]!,
    {
      '@mimmx/backend-onnx': onnx,
      '@mimmx/baselines': baselines,
      '@mimmx/core': core,
      '@mimmx/experiment': short,
    },
    arrays(1),
  );
  expect(printed.map((line) => line.split(' ')[0])).toEqual(['erm', 'group-balanced']);
  expect(Number(printed[1]!.split(' ')[1])).toBeGreaterThan(0.7);
});
