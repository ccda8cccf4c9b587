import { MimmxError } from '@mimmx/core';
import { withInspection } from '@mimmx/data/files';
import {
  type ExperimentInput,
  memoryRun,
  resolveConfig,
  runExperiment,
  type TrialResult,
  trialsOf,
} from '@mimmx/experiment';
import { beforeAll, describe, expect, it } from 'vitest';
import { cpu, toyDataset, toyRegistry } from '../../core/test/toy.ts';
import { toyConfig } from './toy-config.ts';

beforeAll(() => cpu.setup());

/** The toy data, whose files of some images turn out to be damaged. */
const damaged = (lost: readonly string[]): typeof toyDataset => ({
  ...toyDataset,
  create: async (context, options) => {
    const dataset = await toyDataset.create(context, options);
    return {
      ...dataset,
      image: async (row, assigned) => {
        if (lost.includes(dataset.table.ids[row]!)) throw new MimmxError('E_QUARANTINED', 'It is damaged.');
        return dataset.image(row, assigned);
      },
    };
  },
});

const settingOf = (dataset = toyDataset, run = memoryRun()) => ({
  registry: toyRegistry(dataset),
  backend: cpu,
  kept: run,
  open: async () => run,
  root: '.',
});

const short = (over: Partial<ExperimentInput> = {}) =>
  resolveConfig(toyConfig({ methods: { plain: {} }, training: { updates: 2, batchSize: 16 }, ...over }));

async function runWith(config: ReturnType<typeof short>, dataset = toyDataset) {
  const setting = settingOf(dataset);
  const summary = await runExperiment(config, setting);
  const result = (await setting.kept.trials.result(trialsOf(config)[0]!.id)) as TrialResult;
  return { summary, result };
}

/** Image, truth and prediction of each row of a set. */
const rowsOf = ({ predictions }: TrialResult, name: string) => {
  const { ids, patients, y, z, values, columns } = predictions.find(({ set }) => set === name)!;
  return ids.map((id, i) => ({
    id,
    patient: patients[i],
    y: y[i],
    z: z.map((codes) => codes[i]),
    values: [...values.subarray(i * columns, (i + 1) * columns)],
  }));
};

describe('images that cannot be read', () => {
  it('leave every result of a test set, and the summary says so', async () => {
    const whole = await runWith(short());
    const lost = whole.result.predictions.find(({ set }) => set === 'balanced')!.ids[3]!;
    const { summary, result } = await runWith(short(), damaged([lost]));
    // Every test set shows every test image of the toy data.
    for (const name of ['inDistribution', 'inverted', 'balanced'])
      expect(rowsOf(result, name)).toEqual(rowsOf(whole.result, name).filter(({ id }) => id !== lost));
    const count = rowsOf(result, 'balanced').length;
    expect(count).toBe(rowsOf(whole.result, 'balanced').length - 1);
    expect(result.features!.values.length).toBe(count * result.features!.width);
    const { lost: missed, perGroup } = summary.methods.plain!.shifts.balanced!;
    expect(missed).toBe(1);
    expect(perGroup.reduce((sum, group) => sum + group.count, 0)).toBe(count);
    expect(summary.notes).toContain(
      `Set "balanced": 1 of ${count + 1} images cannot be read and are in no result.`,
    );
    expect(whole.summary.methods.plain!.shifts.balanced!.lost).toBeUndefined();
  });

  it('leave the validation set, also of a training that is stopped and continued', async () => {
    const config = short({
      data: { ...toyConfig().data, split: { train: 200, test: 200, validation: 0.2 } },
      training: { updates: 8, batchSize: 16, checkpointEvery: 2, validateEvery: 2 },
      evaluation: { bootstrap: 40, select: 'validation-mean' },
    } as Partial<ExperimentInput>);
    const whole = await runWith(config);
    const seen = whole.result.predictions.find(({ set }) => set.startsWith('validation@'))!;
    const dataset = damaged([seen.ids[0]!, seen.ids[5]!]);
    const undisturbed = await runWith(config, dataset);
    expect(undisturbed.summary.notes).toContain(
      `Set "validation": 2 of ${seen.ids.length} images cannot be read and are in no result.`,
    );

    const stopped = settingOf(dataset);
    const abort = new AbortController();
    const run = runExperiment(config, {
      ...stopped,
      signal: abort.signal,
      onProgress: (progress) => progress.kind === 'update' && progress.step === 5 && abort.abort(),
    });
    await expect(run).rejects.toThrow(/^E_INTERRUPTED/);
    await runExperiment(config, settingOf(dataset, stopped.kept));
    const continued = (await stopped.kept.trials.result(trialsOf(config)[0]!.id))!;
    const looks = ({ predictions }: TrialResult) =>
      predictions.filter(({ set }) => set.startsWith('validation@'));
    expect(looks(continued)).toEqual(looks(undisturbed.result));
    expect(looks(continued).map(({ ids }) => ids.length)).toEqual(Array(4).fill(seen.ids.length - 2));
    expect(continued.selected).toEqual(undisturbed.result.selected);
  });

  it('stop the run where none of a set is left', async () => {
    const { result } = await runWith(short());
    const { ids } = result.predictions.find(({ set }) => set === 'balanced')!;
    await expect(runWith(short(), damaged(ids))).rejects.toThrow(/^E_NO_ROWS: None of the 200 images/);
  });
});

describe('a column of one class, or of hardly a second', () => {
  const withColumn = (name: string, codes: (length: number) => Int32Array, labels: readonly string[]) => ({
    ...toyDataset,
    create: async (...given: Parameters<typeof toyDataset.create>) => {
      const dataset = await toyDataset.create(...given);
      const { table } = dataset;
      const column = { kind: 'categorical', codes: codes(table.length), labels } as const;
      return { ...dataset, table: { ...table, columns: { ...table.columns, [name]: column } } };
    },
  });

  it('as confounder gives no leakage, but a summary that says why', async () => {
    const dataset = withColumn(
      'scanner',
      (length) => Int32Array.from({ length }, (_, row) => (row === 0 ? 1 : 0)),
      ['A', 'B'],
    );
    const config = short({
      data: {
        task: { y: { column: 'sick' }, z: [{ column: 'scanner' }] },
        train: 'natural',
        shifts: { natural: 'natural' },
      },
    });
    const { methods, notes } = (await runWith(config, dataset)).summary;
    expect(methods.plain!.leakage).toEqual({});
    expect(methods.plain!.shifts.natural!.accuracy).toBeGreaterThan(0);
    expect(notes.join()).toMatch(/Leakage of "scanner" cannot be measured on set "natural"/);
    const row = methods.plain!.rows.find(({ measure }) => measure === 'leakage');
    expect(row).toMatchObject({ value: null, note: expect.stringMatching(/cannot be measured/) });
  });

  it('as y is refused before training', async () => {
    const data = { task: { y: { column: 'sick', positive: '!= maybe' }, z: [{ factor: 'mark' }] } };
    await expect(runWith(short({ data }))).rejects.toThrow(/^E_UNKNOWN_VALUE/);
    const one = short({
      data: { task: { y: { column: 'sick' }, z: [{ factor: 'mark', strength: 0.9 }] } },
    });
    await expect(
      runWith(
        one,
        withColumn('sick', (length) => new Int32Array(length), ['no']),
      ),
    ).rejects.toThrow(/^E_TASK: task\.y: column "sick" has one class, "no"/);
  });
});

it('rows that were left out before training are in the log and among the notes', async () => {
  const dataset: typeof toyDataset = {
    ...toyDataset,
    create: async (context, options) =>
      withInspection(await toyDataset.create(context, options), {
        problems: [{ file: 'a.png', line: 2, reason: 'the file is empty' }],
        listedIn: 'quarantine.csv',
        rowsRead: 300,
        notes: [],
        report: () => ({}) as never,
      }),
  };
  const note =
    '1 of 300 rows cannot be used and are left out: the file is empty (1); they are listed in quarantine.csv.';
  const said: unknown[] = [];
  const onProgress = (progress: unknown) => said.push(progress);
  const { notes } = await runExperiment(short(), { ...settingOf(dataset), onProgress });
  expect(notes[0]).toBe(note);
  expect(said).toContainEqual({ kind: 'data', message: note });
});
