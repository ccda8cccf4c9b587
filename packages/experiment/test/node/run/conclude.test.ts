import { readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCsv, textOfCell } from '@mimmx/data/files';
import { expect, test } from 'vitest';
import { parseExact } from '../../../src/node/exact-json.ts';
import { decodeNpy } from '../../../src/node/npy.ts';
import { openRecord, openRun } from '../../../src/node/run/index.ts';
import type { TrialResult } from '../../../src/trial/store.ts';
import type { Trial } from '../../../src/trial/trial.ts';
import { resultOf as bothSets, checkpointOf, lineOf, trialOf } from '../../trial/example.ts';
import { environment, summaryOf } from '../run-example.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const { task } = summaryOf([]);
const config = { name: 'demo', seeds: [0] };

/** A run of these trials, each with two lines, concluded. */
async function concluded(trials: readonly Trial[], resultOf: (trial: Trial) => TrialResult, summary: object) {
  const path = join(await temporaryFolder(), 'run');
  const run = await openRun(path, config, environment);
  for (const trial of trials) {
    const lease = await run.trials.claim(trial);
    await lease!.append(lineOf(1));
    await lease!.append(lineOf(2));
    await lease!.finish(resultOf(trial), checkpointOf(2));
  }
  expect(await run.conclude({ summary, task, trials, store: run.trials })).toBe(true);
  return { path, run };
}

test('writes one table of predictions and one matrix of features for all trials', async () => {
  const jobs = [
    { method: 'mimm-x', seed: 0 },
    { method: 'a/b: ERM', seed: 1 },
  ];
  const trials = jobs.map((tags, i) => ({ ...trialOf(i + 1), tags }));
  const path = join(await temporaryFolder(), 'run');
  const run = await openRun(path, config, environment);
  for (const [i, trial] of trials.entries()) {
    const lease = await run.trials.claim(trial);
    await lease!.finish(
      {
        ...bothSets(trial),
        predictions: [
          {
            set: 'balanced',
            ids: ['a', 'b, "quoted"'],
            patients: ['a', 'b, "quoted"'],
            y: Int32Array.of(0, 1),
            z: [Int32Array.of(1, 0), Float32Array.of(-1.5, 0.5)],
            values: Float32Array.of(0.25, 0.75, 0.25, 0.75),
            columns: 2,
          },
        ],
        features: {
          set: 'balanced',
          width: 2 + i,
          values: Float32Array.from({ length: 2 * (2 + i) }, (_, k) => k + 1),
        },
      },
      checkpointOf(1),
    );
  }
  await run.conclude({ summary: summaryOf(jobs), task, trials, store: run.trials });
  const { shape, values } = decodeNpy(await readFile(join(path, 'features.npy')));
  // Blocks below one another; columns that the narrower one does not have are 0.
  expect(shape).toEqual([4, 3]);
  expect([...values]).toEqual([1, 2, 0, 3, 4, 0, 1, 2, 3, 4, 5, 6]);
  expect(await readFile(join(path, 'predictions.csv'), 'utf8')).toBe(
    [
      'id,patient,shift,method,seed,digit,thickness,age,p(< 5),p(≥ 5)',
      'a,a,balanced,mimm-x,0,< 5,thick,-1.5,0.25,0.75',
      '"b, ""quoted""","b, ""quoted""",balanced,mimm-x,0,≥ 5,thin,0.5,0.25,0.75',
      'a,a,balanced,a/b: ERM,1,< 5,thick,-1.5,0.25,0.75',
      '"b, ""quoted""","b, ""quoted""",balanced,a/b: ERM,1,≥ 5,thin,0.5,0.25,0.75',
      '',
    ].join('\r\n'),
  );
});

test('further tags get columns, missing values are empty, formulas are text, NaN is a number', async () => {
  const trial = { ...trialOf(3), tags: { method: '=1+1', seed: 3, fold: 2 } };
  const summary = { format: 2, value: Number.NaN };
  const { path } = await concluded([trial], (of) => bothSets(of, 2), summary);
  const [header, first, second, third] = parseCsv(await readFile(join(path, 'predictions.csv'), 'utf8'));
  expect(header?.slice(0, 7)).toEqual(['id', 'patient', 'shift', 'method', 'seed', 'fold', 'digit']);
  expect(first).toEqual([
    'a "quoted",\nbroken',
    'p0',
    'balanced',
    "'=1+1",
    '3',
    '2',
    '< 5',
    '',
    '',
    '0',
    '0.25',
  ]);
  expect(textOfCell(first?.[3] ?? '')).toBe('=1+1');
  expect(second?.slice(6)).toEqual(['≥ 5', 'thin', String(Math.fround(1 / 3)), '0.5', '0.75']);
  expect(third?.[2]).toBe('shifted, =1+1');
  const lines = (await readFile(join(path, 'metrics.jsonl'), 'utf8')).trim().split('\n').map(parseExact);
  expect(lines).toEqual(
    [1, 2].map((step) => ({ method: '=1+1', seed: 3, tags: { fold: 2 }, ...lineOf(step) })),
  );
  expect(parseExact(await readFile(join(path, 'summary.json'), 'utf8'))).toEqual(summary);
  expect((await readdir(path)).filter((name) => name.endsWith('.partial'))).toEqual([]);
});

test('a set can be left out, and a trial without features has no row among them', async () => {
  const trials = [trialOf(1), trialOf(2)];
  const { path, run } = await concluded(
    trials,
    (trial) => ({ ...bothSets(trial, 4), ...(trial.seed === 1 ? { features: null } : {}) }),
    {},
  );
  await run.conclude({ summary: {}, task, trials, store: run.trials, sets: ['balanced'] });
  expect(await readFile(join(path, 'predictions.csv'), 'utf8')).not.toContain('shifted');
  expect(decodeNpy(await readFile(join(path, 'features.npy'))).shape).toEqual([4, 3]);
  expect(parseCsv(await readFile(join(path, 'features.csv'), 'utf8'))).toHaveLength(5);
});

test('an unfinished trial is named, and no record appears', async () => {
  const path = join(await temporaryFolder(), 'run');
  const run = await openRun(path, config, environment);
  const conclusion = { summary: {}, task, trials: [trialOf(1)], store: run.trials };
  await expect(run.conclude(conclusion)).rejects.toMatchObject({ code: 'E_RUN_UNFINISHED' });
  await expect(openRecord(path)).rejects.toMatchObject({ code: 'E_RUN_UNFINISHED' });
});

test('a run that has grown meanwhile is concluded by the one who made it grow', async () => {
  const { run, path } = await concluded([trialOf(1)], (trial) => bothSets(trial), { by: 'first' });
  const grown = await openRun(path, { ...config, seeds: [0, 1] }, environment);
  const conclusion = { task, trials: [trialOf(1)], store: run.trials };
  expect(await grown.conclude({ ...conclusion, summary: { by: 'second' } })).toBe(true);
  expect(await run.conclude({ ...conclusion, summary: { by: 'first' } })).toBe(false);
  expect(JSON.parse(await readFile(join(path, 'summary.json'), 'utf8'))).toEqual({ by: 'second' });
});

test('every file of the record is read only as it was written', async () => {
  const { path } = await concluded([trialOf(1)], (trial) => bothSets(trial), { a: 1 });
  const record = await openRecord(path);
  expect(record.opening.config).toEqual(config);
  expect([...record.names].sort()).toEqual([
    'features.csv',
    'features.npy',
    'metrics.jsonl',
    'predictions.csv',
    'summary.json',
  ]);
  for (const name of record.names) {
    expect(Buffer.from(await record.read(name)).equals(await readFile(join(path, name)))).toBe(true);
    const content = await readFile(join(path, name));
    content[content.length >> 1]! ^= 1;
    await writeFile(join(path, name), content);
    await expect(record.read(name)).rejects.toMatchObject({
      code: 'E_RUN_DAMAGED',
      message: expect.stringMatching(new RegExp(`^[^\n]*${name} does not match its checksum[^\n]*$`)),
    });
    await rm(join(path, name));
    await expect(record.read(name)).rejects.toMatchObject({ message: expect.stringContaining('is missing') });
    await symlink('/dev/zero', join(path, name));
    await expect(record.read(name)).rejects.toMatchObject({ message: expect.stringContaining('is a link') });
  }
});
