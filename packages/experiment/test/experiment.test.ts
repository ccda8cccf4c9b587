import { defineMethod, definePlugin } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { memoryRun, type Progress, resolveConfig, runExperiment, trialsOf } from '@mimmx/experiment';
import { beforeAll, describe, expect, it } from 'vitest';
import { cpu, plain, toyMimmx, toyRegistry } from '../../core/test/toy.ts';
import { toyConfig } from './toy-config.ts';

const setting = (run = memoryRun()) => ({
  registry: toyRegistry(),
  backend: cpu,
  kept: run,
  open: async () => run,
  root: '.',
});

beforeAll(() => cpu.setup());

describe('an experiment', () => {
  it('learns, and reports every method on every shift with leakage', async () => {
    const config = resolveConfig(toyConfig({ training: { updates: 120, batchSize: 32 } }));
    const summary = await runExperiment(config, setting());
    expect(Object.keys(summary.methods)).toEqual(['plain', 'mimm-x']);
    const { shifts, leakage, timing } = summary.methods.plain!;
    expect(timing.waitingSeconds).toBeGreaterThan(0);
    expect(timing.waitingSeconds).toBeLessThan(timing.trainingSeconds);
    expect(Object.keys(shifts)).toEqual(['inDistribution', 'inverted', 'balanced']);
    expect(shifts.inDistribution!.accuracy).toBeGreaterThan(0.85);
    expect(shifts.inDistribution!.intervals.accuracy![0]).toBeLessThan(shifts.inDistribution!.accuracy);
    expect(shifts.balanced!.perGroup.map(({ labels }) => labels)).toEqual([
      { sick: 'not yes', mark: 'absent' },
      { sick: 'not yes', mark: 'present' },
      { sick: 'yes', mark: 'absent' },
      { sick: 'yes', mark: 'present' },
    ]);
    // What was not asked for is in the record, too.
    expect(summary.resolved).toMatchObject({
      dataset: { name: 'toy', options: { rows: 400 } },
      encoder: { name: 'toy-net', options: {} },
      network: { primaryWidth: 1, confounderWidth: 2, standardise: true },
      methods: {
        plain: { name: 'plain' },
        'mimm-x': { options: { estimator: { name: toyMimmx.estimator }, sampling: 'group-balanced' } },
      },
    });
    // The mark is what y alone learns first, so it must be readable from f_y.
    expect(leakage.mark!.linear).toBeGreaterThan(0.6);
  });

  it('says after the training that a bound was missed', async () => {
    const impossible = { kind: 'bound', nats: 1e-9, limit: 1e-6 };
    const config = resolveConfig(
      toyConfig({
        methods: { 'mimm-x': { options: { ...toyMimmx, weight: impossible } } },
        training: { updates: 5, batchSize: 16 },
      }),
    );
    const { notes } = await runExperiment(config, setting());
    expect(notes.filter((note) => note.startsWith('mimm-x: '))).toEqual([
      expect.stringMatching(/^mimm-x: The bound on the MI term was not met: .* nats .* 1e-9 was asked for\./),
    ]);
  });

  it('says before the training what its settings ask for that cannot be had', async () => {
    const { z } = toyConfig().data.task;
    const config = resolveConfig(
      toyConfig({
        methods: { 'mimm-x': { options: { ...toyMimmx } } },
        data: { ...toyConfig().data, task: { ...toyConfig().data.task, z: [{ ...z[0]!, strength: 0.5 }] } },
        training: { updates: 1, batchSize: 16 },
      }),
    );
    const said: string[] = [];
    const onProgress = (progress: Progress) => {
      if (progress.kind === 'data') said.push(progress.message);
    };
    const { notes } = await runExperiment(config, { ...setting(), onProgress });
    const note = expect.stringMatching(/^mimm-x: No confounder goes with sick in the training images/);
    expect(said).toContainEqual(note);
    expect(notes).toContainEqual(note);
  });

  it('keeps the predictions of validation data by the weights that were judged', async () => {
    const config = resolveConfig(
      toyConfig({
        methods: { plain: {} },
        data: { ...toyConfig().data, split: { train: 120, validation: 60, test: 60 } },
        training: { updates: 10, batchSize: 16 },
      }),
    );
    const { kept, ...toy } = setting();
    await runExperiment(config, toy);
    const { predictions } = (await kept.trials.result(trialsOf(config)[0]!.id))!;
    expect(predictions.map(({ set }) => set)).toEqual([
      'inDistribution',
      'inverted',
      'balanced',
      'validation',
    ]);
    const validation = predictions.at(-1)!;
    expect(validation.values).toHaveLength(2 * validation.ids.length);
    const tested = new Set(predictions.slice(0, 3).flatMap(({ patients }) => patients));
    expect(validation.patients.filter((patient) => tested.has(patient))).toEqual([]);
  });

  it('stopped and continued ends with the weights of an undisturbed run, to the last bit', async () => {
    const config = resolveConfig(
      toyConfig({ methods: { 'mimm-x': { options: { ...toyMimmx, bottleneck: { kind: 'noise' } } } } }),
    );
    const undisturbed = setting();
    await runExperiment(config, undisturbed);

    const stopped = setting();
    const abort = new AbortController();
    let updates = 0;
    const stopAt17 = () => {
      if (++updates === 17) abort.abort();
    };
    await expect(
      runExperiment(config, {
        ...stopped,
        signal: abort.signal,
        onProgress: (p) => p.kind === 'update' && stopAt17(),
      }),
    ).rejects.toThrow(/E_INTERRUPTED.*update 1[78]/);
    await runExperiment(config, setting(stopped.kept));

    const [trial] = trialsOf(config);
    const [a, b] = [undisturbed.kept, stopped.kept].map(({ trials }) => trials);
    expect((await b!.weights(trial!.id))!.variables).toEqual((await a!.weights(trial!.id))!.variables);
    expect(await b!.lines(trial!.id)).toEqual(await a!.lines(trial!.id));
    const results = [await a!.result(trial!.id), await b!.result(trial!.id)];
    expect(results[1]!.rows).toEqual(results[0]!.rows);
    expect(results[1]!.predictions).toEqual(results[0]!.predictions);
  });

  it('stops at a loss that is not a number and keeps the last good checkpoint', async () => {
    // Learns for twelve updates, then one of its weights runs away.
    const diverging = defineMethod({
      ...plain,
      name: 'diverging',
      create(context, options) {
        const method = plain.create(context, options);
        const weight = method.variables['encoder.0']!;
        let updates = 0;
        return {
          ...method,
          async update() {
            if (++updates === 13) weight.assign(tf.fill(weight.shape, Number.POSITIVE_INFINITY));
            return method.update();
          },
        };
      },
    });
    const training = { updates: 40, batchSize: 16, checkpointEvery: 1 };
    const config = resolveConfig(toyConfig({ methods: { diverging: {} }, training }));
    const { kept, registry, ...rest } = setting();
    registry.use(definePlugin({ name: 'runs away', provides: [diverging] }));
    let last = 0;
    const onProgress = (progress: Progress) => {
      if (progress.kind === 'update') last = progress.step;
    };
    await expect(runExperiment(config, { ...rest, registry, onProgress })).rejects.toThrow(
      /^E_NAN_(LOSS|WEIGHTS): .*The checkpoint of update 12 is kept/,
    );
    expect(last).toBe(12);
    const [trial] = trialsOf(config);
    expect(await kept.trials.state(trial!.id)).toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(/^E_NAN/),
    });
    await kept.trials.retry(trial!.id);
    const { checkpoint } = (await kept.trials.claim(trial!))!;
    expect(checkpoint!.step).toBe(12);
    for (const { values } of Object.values(checkpoint!.variables))
      expect(values.every(Number.isFinite)).toBe(true);
  });

  it('refuses a misspelt option before training anything', async () => {
    const config = resolveConfig(toyConfig({ methods: { plain: {}, 'mimm-x': { options: { lamda: 1 } } } }));
    await expect(runExperiment(config, setting())).rejects.toThrow(
      'E_OPTION: method "mimm-x": unknown option "lamda". Did you mean "lambda"?',
    );
  });
});

describe('before the first update', () => {
  it('an unknown part of the last method is found, and nothing is kept', async () => {
    const methods = { plain: {}, 'mimm-x': { options: { ...toyMimmx, estimator: 'mien' } } };
    const config = resolveConfig(toyConfig({ methods }));
    let opened = false;
    const open = async () => {
      opened = true;
      return memoryRun();
    };
    await expect(runExperiment(config, { ...setting(), open })).rejects.toThrow(
      /^E_UNKNOWN_NAME: Unknown estimator "mien"/,
    );
    expect(opened).toBe(false);
  });
});
