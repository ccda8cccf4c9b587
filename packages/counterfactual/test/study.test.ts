import { Random } from '@mimmx/core';
import type { Augmentation } from '@mimmx/data';
import { memoryTrials } from '@mimmx/experiment';
import { beforeAll, expect, test } from 'vitest';
import { openStudy, pieceTrial, type StudyOptions, trainPiece } from '../src/index.ts';
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

test('a predictor that is worse than chance tunes nothing', async () => {
  const blind = { ...test8.attributes, right: test8.attributes.right!.map((value) => 1 - value) };
  const judged = openStudy(
    { ...tables, test: { ...test8, attributes: blind } },
    { ...options, predictorUpdates: 60 },
    { store: memoryTrials(), backend: compiling },
  );
  await expect(judged).rejects.toThrow(/E_PREDICTOR: Predictor "own" has an AUC of 0\.\d+ for "right"/);
}, 300_000);

test('a number that is not finite stops a training, is named, and what was saved before is kept', async () => {
  const store = memoryTrials();
  const context = { store, backend: compiling };
  const images = tables.train.images.slice();
  images[64 * 3 + 5] = Number.NaN;
  await expect(
    openStudy({ ...tables, train: { ...tables.train, images } }, options, context),
  ).rejects.toThrow(/E_IMAGE_RANGE: The image of row 3 has a pixel of NaN/);
  const trial = pieceTrial({
    kind: 'image-model',
    name: 'wild',
    data: tables.data,
    options: {},
    updates: 5,
    seed: 0,
  });
  let step = 0;
  const work = async () => ({
    trainable: {
      update: async () => ({ loss: ++step === 3 ? Number.NaN : 1 }),
      variables: {},
      settings: {},
      dispose() {},
    },
    random: new Random(1),
    conclude: async () => ({ rows: [], notes: [], variables: {} }),
  });
  await expect(trainPiece(trial, work, { store, checkpointSeconds: 0 })).rejects.toThrow(
    /E_NAN_LOSS: "wild" \(seed 0\): loss became NaN at update 3\. The last checkpoint is kept/,
  );
  expect((await store.claim(trial))!.checkpoint!.step).toBe(2);
}, 300_000);

test('an image model learns from images as they will come to it, shifted as a classifier’s are', async () => {
  const seen: number[] = [];
  const augment: Augmentation = (pixels, shape) => {
    seen.push(Math.min(...pixels), Math.max(...pixels));
    expect(shape).toEqual([8, 8, 1]);
    pixels.fill(0.25);
  };
  const few = { ...options, training: { updates: 3, batchSize: 32 }, predictorUpdates: 60, tunings: {} };
  const { model: grey } = await openStudy({ ...tables, augment }, few, {
    store: memoryTrials(),
    backend: compiling,
  });
  expect(seen.length).toBe(2 * 3 * 32);
  expect(Math.min(...seen)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...seen)).toBeLessThanOrEqual(1);
  const { model: plain } = await openStudy(tables, few, { store: memoryTrials(), backend: compiling });
  expect(grey.result.id).not.toBe(plain.result.id);
}, 300_000);
