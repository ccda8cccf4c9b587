import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '@mimmx/core';
import { memoryTrials } from '@mimmx/experiment';
import { folderTrials } from '@mimmx/experiment/node';
import { beforeAll, expect, test } from 'vitest';
import { describeGraph, openStudy, type StudyOptions } from '../src/index.ts';
import { openGeneratorRun, readGeneratorRecord, writeGeneratorRecord } from '../src/node/index.ts';
import { ambiguous, ambiguousGraph } from './ambiguous.ts';
import { compiling } from './backends.ts';

beforeAll(() => compiling.setup());

const test8 = ambiguous(64, 2);
const tables = {
  data: { name: 'frames', options: { seed: 1 } },
  graph: ambiguousGraph,
  train: ambiguous(256, 1),
  test: test8,
  truth: test8.render,
};
const model = { name: 'vae', options: { channels: [8, 8], hidden: 24, latent: 4 } };
const options: StudyOptions = {
  model,
  training: { updates: 30, learningRate: 1e-2, batchSize: 32 },
  predictorUpdates: 40,
  tunings: { soft: { targets: 'soft', updates: 6, batchSize: 32 } },
  judges: ['pca-logistic'],
  replicates: 20,
};

test('a study trains each piece once, resumes one that was stopped to the bit, and measures every tuning', async () => {
  const store = memoryTrials();
  const updates: string[] = [];
  const onUpdate = ({ tags }: { tags: { method: string } }) => updates.push(tags.method);
  const study = await openStudy(tables, options, { store, backend: compiling, onUpdate });
  const none = await study.tune('none');
  const soft = await study.tune('soft');
  expect(updates.filter((name) => name === 'vae')).toHaveLength(30);
  const kinds = new Set(soft.result.rows.map(({ measure }) => measure));
  expect([...kinds].sort()).toEqual(['amplification', 'composition', 'shift', 'true-counterfactual error']);
  expect(none.id).not.toBe(soft.id);
  // All of the pixel's residual: the null intervention is the identity, whatever the model.
  for (const row of none.result.rows)
    if (row.measure === 'amplification' && row.group === 'null') expect(row.value).toBeCloseTo(0, 1);

  updates.length = 0;
  const again = await openStudy(tables, options, { store, backend: compiling, onUpdate });
  expect((await again.tune('soft')).result).toEqual(soft.result);
  expect(updates).toEqual([]);

  const stopping = new AbortController();
  const other = memoryTrials();
  const stop = ({ tags }: { tags: { method: string } }, step: number) => {
    if (tags.method === 'vae' && step === 11) stopping.abort();
  };
  const context = { store: other, backend: compiling };
  const stopped = await openStudy(tables, options, {
    ...context,
    onUpdate: stop,
    signal: stopping.signal,
  }).then(String, String);
  // At the end of the go that update 11 is in.
  const [, at] = /E_INTERRUPTED: Stopped "vae" \(seed 0\) at update (\d+) of 30; saved/.exec(stopped) ?? [];
  expect(Number(at)).toBeGreaterThanOrEqual(11);
  expect(Number(at)).toBeLessThan(30);
  const resumed = await openStudy(tables, options, context);
  expect(resumed.model.weights.variables).toEqual(study.model.weights.variables);
}, 60_000);

test('a generator is opened from its folder, without its images', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'generator-'));
  try {
    const study = await openStudy(tables, options, { store: folderTrials(folder), backend: compiling });
    const { generator } = study;
    const none = await study.tune('none');
    const request = { do: { left: 'light' }, random: new Random(4) };
    const wanted = await generator.counterfactual(test8, request);
    const { scm, encoding } = generator;
    await writeGeneratorRecord(folder, {
      name: 'frames',
      question: '',
      config: {},
      graph: ambiguousGraph as never,
      describes: describeGraph(generator),
      shape: [8, 8, 1],
      model,
      scm: Object.fromEntries(Object.entries(scm.state).map(([name, own]) => [name, [...own]])),
      encoding: [...encoding.state],
      pixelNoise: 1,
      imageModel: study.model.result.id,
      tunings: [{ name: 'none', id: none.id }],
      backend: 'onnx',
      patients: [],
    });
    const opened = await openGeneratorRun(folder, { backend: compiling });
    expect(opened.tuning).toBe('none');
    expect(
      (await opened.generator.counterfactual(test8, { ...request, random: new Random(4) })).images,
    ).toEqual(wanted.images);
    expect(() => opened.generator.train({ updates: 1 })).toThrow(/E_MODEL_DATA/);
    await expect(openGeneratorRun(folder, { backend: compiling, tuning: 'hard' })).rejects.toThrow(
      /E_UNKNOWN_NAME: .* has no fine-tuning "hard"\. It has none\./,
    );
    await expect(readGeneratorRecord(tmpdir())).rejects.toThrow(/E_NOT_A_GENERATOR/);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);
