import { beforeAll, describe, expect, it } from 'vitest';
import { type Environment, MimmxError, memoryStore, resolveConfig, runExperiment } from '../../src/index.ts';
import { cpu, toyConfig, toyDataset, toyMimmx, toyRegistry } from '../toy.ts';

const environment: Environment = { versions: {}, backend: {}, platform: 'test', cpu: 'test', startedAt: '' };
const setting = () => ({
  registry: toyRegistry(),
  backend: cpu,
  store: memoryStore(),
  environment,
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
    // The mark is what y alone learns first, so it must be readable from f_y.
    expect(leakage.mark!.linear).toBeGreaterThan(0.6);
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
    await runExperiment(config, { ...setting(), store: stopped.store });

    const [a, b] = [undisturbed.store, stopped.store].map((store) => store.checkpoints.get('mimm-x/0')!);
    expect(b!.variables).toEqual(a!.variables);
    expect(stopped.store.results[0]!.metrics.map(({ step }) => step)).toEqual(
      undisturbed.store.results[0]!.metrics.map(({ step }) => step),
    );
  });

  it('stops at a loss that is not a number and keeps the last good checkpoint', async () => {
    const config = resolveConfig(
      toyConfig({
        methods: {
          'mimm-x': {
            options: { ...toyMimmx, lambda: 1e30, balancer: { name: 'toy-fixed', options: { mi: 1e30 } } },
          },
        },
        training: { updates: 200, batchSize: 16, checkpointEvery: 1, learningRate: 10 },
      }),
    );
    const { store, ...rest } = setting();
    await expect(runExperiment(config, { ...rest, store })).rejects.toThrow(/^E_NAN_(LOSS|WEIGHTS): /);
    for (const { values } of Object.values(store.checkpoints.get('mimm-x/0')?.variables ?? {})) {
      expect(values.every(Number.isFinite)).toBe(true);
    }
  });

  it('leaves a test image that cannot be read out of every result, and says so', async () => {
    const config = resolveConfig(
      toyConfig({ methods: { plain: {} }, training: { updates: 2, batchSize: 16 } }),
    );
    const whole = setting();
    await runExperiment(config, whole);
    const lost = whole.store.results[0]!.predictions.find(({ shift }) => shift === 'balanced')!.id;
    const registry = toyRegistry({
      ...toyDataset,
      create: async (context, options) => {
        const dataset = await toyDataset.create(context, options);
        return {
          ...dataset,
          image: async (row, assigned) => {
            if (dataset.table.ids[row] === lost) throw new MimmxError('E_QUARANTINED', 'It is damaged.');
            return dataset.image(row, assigned);
          },
        };
      },
    });
    const setting2 = { ...setting(), registry };
    const { notes, methods } = await runExperiment(config, setting2);
    const [before, after] = [whole, setting2].map(({ store }) => store.results[0]!);
    const { predictions, features } = after!;
    // Every test set shows every test image of the toy data.
    expect(predictions).toEqual(before!.predictions.filter(({ id }) => id !== lost));
    expect(predictions.length).toBe(before!.predictions.length - 3);
    expect(features.ids).not.toContain(lost);
    expect(features.values.length).toBe(features.ids.length * features.width);
    const { lost: count, perGroup } = methods.plain!.shifts.balanced!;
    expect(count).toBe(1);
    expect(perGroup.reduce((sum, group) => sum + group.count, 0)).toBe(features.ids.length);
    expect(notes).toContain(
      `Shift "balanced": 1 of ${features.ids.length + 1} images cannot be read and are in no result.`,
    );
  });

  it('ends with a summary where the leakage of a rare class cannot be measured', async () => {
    const registry = toyRegistry({
      ...toyDataset,
      create: async (context, options) => {
        const dataset = await toyDataset.create(context, options);
        const codes = Int32Array.from({ length: dataset.table.length }, (_, row) => (row === 0 ? 1 : 0));
        const columns = {
          ...dataset.table.columns,
          scanner: { kind: 'categorical', codes, labels: ['A', 'B'] } as const,
        };
        return { ...dataset, table: { ...dataset.table, columns } };
      },
    });
    const config = resolveConfig(
      toyConfig({
        methods: { plain: {} },
        training: { updates: 2, batchSize: 16 },
        data: {
          task: { y: { column: 'sick' }, z: [{ column: 'scanner' }] },
          train: 'natural',
          shifts: { natural: 'natural' },
        },
      }),
    );
    const { methods, notes } = await runExperiment(config, { ...setting(), registry });
    expect(methods.plain!.leakage).toEqual({});
    expect(methods.plain!.shifts.natural!.accuracy).toBeGreaterThan(0);
    expect(notes.join()).toMatch(/Leakage of "scanner" cannot be measured on set "natural"/);
  });

  it('refuses a y of one class before training', async () => {
    const data = { task: { y: { column: 'sick', positive: '!= maybe' }, z: [{ factor: 'mark' }] } };
    await expect(runExperiment(resolveConfig(toyConfig({ data })), setting())).rejects.toThrow(
      /^E_UNKNOWN_VALUE/,
    );
    const registry = toyRegistry({
      ...toyDataset,
      create: async (context, options) => {
        const dataset = await toyDataset.create(context, options);
        const sick = {
          kind: 'categorical',
          codes: new Int32Array(dataset.table.length),
          labels: ['no'],
        } as const;
        return { ...dataset, table: { ...dataset.table, columns: { sick } } };
      },
    });
    const one = toyConfig({
      data: { task: { y: { column: 'sick' }, z: [{ factor: 'mark', strength: 0.9 }] } },
    });
    await expect(runExperiment(resolveConfig(one), { ...setting(), registry })).rejects.toThrow(
      /^E_TASK: task\.y: column "sick" has one class, "no"/,
    );
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
    const { store, ...rest } = setting();
    await expect(runExperiment(config, { ...rest, store })).rejects.toThrow(
      /^E_UNKNOWN_NAME: Unknown estimator "mien"/,
    );
    expect(store.opened).toBeNull();
    expect(store.checkpoints.size).toBe(0);
  });
});
