import { Random, restoreSnapshot, takeSnapshot } from '@mimmx/core';
import { beforeAll, expect, test } from 'vitest';
import {
  createGenerator,
  type FineTuningContext,
  type FineTuningOptions,
  fineTune,
  fitLinearPredictor,
  measureElbo,
  predictAll,
} from '../../src/index.ts';
import { ambiguous, ambiguousGraph } from '../ambiguous.ts';
import { compiling } from '../backends.ts';

const table = ambiguous(512, 1);
const held = ambiguous(256, 2);
let context: FineTuningContext;
let start: Awaited<ReturnType<typeof takeSnapshot>>;
let generator: ReturnType<typeof createGenerator>;

beforeAll(async () => {
  await compiling.setup();
  const model = { name: 'vae', options: { channels: [8, 8], hidden: 24, latent: 4 } };
  generator = createGenerator({
    graph: ambiguousGraph,
    table,
    backend: compiling,
    random: new Random(3),
    model,
  });
  await generator.fit({ updates: 150, learningRate: 1e-2, batchSize: 32, warmUp: 0 });
  start = await takeSnapshot(generator.model.variables);
  const { scm, encoding } = generator;
  const { attributes } = encoding;
  const predictor = fitLinearPredictor({ table, attributes, encoding, random: new Random(4), components: 8 });
  context = {
    scm,
    encoding,
    model: generator.model,
    predictors: [predictor],
    table,
    backend: compiling,
    random: new Random(5),
  };
}, 300_000);

async function tuned(options: Omit<FineTuningOptions, 'updates'>, updates: number, seed = 6) {
  restoreSnapshot(generator.model.variables, start);
  const tuning = await fineTune(
    { ...context, random: new Random(seed) },
    { updates, batchSize: 32, learningRate: 3e-3, ...options },
  );
  let metrics: Readonly<Record<string, number>> = {};
  for (let i = 0; i < updates; i++) metrics = await tuning.update();
  return { tuning, metrics };
}

/**
 * Mean shift of the weak attribute's logit towards its own value when the other attribute is flipped. Without the pixels' residuals: these
 * would take back whatever tuning adds to factual and counterfactual means alike.
 */
async function offTarget(): Promise<number> {
  const flipped = held.attributes.left!.map((value) => 1 - value);
  const { images } = await generator.counterfactual(held, {
    do: { left: flipped },
    pixelNoise: 0,
    random: new Random(7),
  });
  const read = (of: typeof images) => predictAll(context.predictors[0]!, { ...held, images: of }, compiling);
  const [before, after] = [await read(held.images as Float32Array), await read(images)];
  const logit = (predicted: typeof before, i: number) =>
    predicted.right![2 * i + 1]! - predicted.right![2 * i]!;
  const shifts = held.attributes.right!.map(
    (value, i) => (2 * value - 1) * (logit(after, i) - logit(before, i)),
  );
  return shifts.reduce((a, b) => a + b, 0) / shifts.length;
}

test('hard targets amplify what is not intervened on, soft ones do not, and the bound is kept', async () => {
  const shift: Record<string, number> = {};
  for (const targets of ['hard', 'soft'] as const) {
    const { tuning, metrics } = await tuned({ targets, tolerance: 0.05, pixelNoise: 0 }, 120);
    expect(metrics.skipped).toBe(0);
    const { model, encoding } = context;
    const elbo = await measureElbo({ model, encoding, table, backend: compiling, random: new Random(8) });
    expect(elbo.nelbo - tuning.limit).toBeLessThan(0.05);
    shift[targets] = await offTarget();
    tuning.dispose();
  }
  expect(shift.hard! - shift.soft!).toBeGreaterThan(0.3);
  expect(Math.abs(shift.soft!)).toBeLessThan(Math.abs(shift.hard!) / 2);
});

test('decoder only leaves the encoder as it was, and no tuning moves the predictor', async () => {
  const predictor = context.predictors[0]!.variables;
  const before = await takeSnapshot(predictor);
  (await tuned({ targets: 'matched', decoderOnly: true }, 2)).tuning.dispose();
  const after = await takeSnapshot(generator.model.variables);
  for (const [name, saved] of Object.entries(start)) {
    const moved = saved.values.some((value, i) => value !== after[name]!.values[i]);
    expect(moved).toBe(context.model.decoder.includes(name));
  }
  expect(await takeSnapshot(predictor)).toEqual(before);
});

test('a resumed tuning goes on to the bit', async () => {
  const options = { targets: 'soft', interventions: 'several', sampling: 'forced' } as const;
  const begin = async () => {
    restoreSnapshot(generator.model.variables, start);
    const random = new Random(6);
    const tuning = await fineTune({ ...context, random }, { updates: 4, batchSize: 32, ...options });
    return { random, tuning };
  };
  const first = await begin();
  for (let i = 0; i < 2; i++) await first.tuning.update();
  const [saved, state] = [await takeSnapshot(first.tuning.variables), first.random.state];
  for (let i = 0; i < 2; i++) await first.tuning.update();
  const end = await takeSnapshot(first.tuning.variables);
  const second = await begin();
  restoreSnapshot(second.tuning.variables, saved);
  second.random.state = state;
  for (let i = 0; i < 2; i++) await second.tuning.update();
  expect(await takeSnapshot(second.tuning.variables)).toEqual(end);
});

test('a constraint that is not met is said', async () => {
  const wild = await tuned({ targets: 'hard', learningRate: 0.3 }, 3);
  expect((await wild.tuning.warnings())[0]).toMatch(/above the limit of \d\.\d+: the constraint is not met/);
});

test('what cannot be tuned', async () => {
  const tune = (more: object, options: object = {}) =>
    fineTune({ ...context, ...more }, { targets: 'soft', updates: 1, ...options });
  await expect(tune({ predictors: [] })).rejects.toThrow(/E_PREDICTOR: Fine-tuning has no predictor/);
  await expect(tune({}, { intervene: ['lefd'] })).rejects.toThrow(/E_UNKNOWN_NODE.*Did you mean "left"\?/);
  await expect(tune({}, { targets: 'softt' })).rejects.toThrow(/E_OPTION: Fine-tuning: option "targets"/);
  const blind = { ...context.predictors[0]!, attributes: [] };
  await expect(tune({ predictors: [blind] })).rejects.toThrow(
    /E_PREDICTOR: Predictor "pca-logistic" does not predict "left"/,
  );
});

test('counterfactual images may come from the posterior mean; the bound draws all the same', async () => {
  const first: Record<number, Readonly<Record<string, number>>> = {};
  for (const latentTemperature of [1, 0]) {
    const { tuning, metrics } = await tuned({ targets: 'hard', latentTemperature, pixelNoise: 0 }, 1);
    first[latentTemperature] = metrics;
    tuning.dispose();
  }
  expect(first[0]!.nelbo).toBeCloseTo(first[1]!.nelbo!, 6);
  expect(first[0]!['loss.right']).not.toBeCloseTo(first[1]!['loss.right']!, 4);
});
