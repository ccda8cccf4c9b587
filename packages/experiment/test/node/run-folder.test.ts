import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodeNpy } from '../../src/node/npy.ts';
import { readRun } from '../../src/node/read-run.ts';
import { runFolder } from '../../src/node/run-folder.ts';
import { runPaths } from '../../src/node/run-paths.ts';
import { checkpointOf, environment, metricsOf, resultOf, summaryOf } from './run-example.ts';
import { temporaryFolder } from './temporary-folder.ts';

const config = { name: 'example', seeds: [0, 1], training: { updates: 20 } };
const job = { method: 'mimm-x', seed: 0 };
const other = { method: 'a/b: ERM', seed: 1 };

test('keeps configuration and environment, and goes on with the same configuration', async () => {
  const path = join(await temporaryFolder(), 'runs', 'new');
  await runFolder(path).open(config, environment);
  await runFolder(path).open({ ...config, training: { updates: 20 }, absent: undefined }, environment);
  expect((await readdir(path)).sort()).toEqual(['config.json', 'environment.json']);
  expect(JSON.parse(await readFile(join(path, 'config.json'), 'utf8'))).toEqual(config);
  expect(JSON.parse(await readFile(join(path, 'environment.json'), 'utf8'))).toEqual(environment);
});

test('refuses another configuration and names the first key that differs', async () => {
  const path = join(await temporaryFolder(), 'run');
  await runFolder(path).open(config, environment);
  await expect(
    runFolder(path).open({ ...config, training: { updates: 30 } }, environment),
  ).rejects.toMatchObject({
    code: 'E_RUN_MISMATCH',
    message: expect.stringContaining('"training.updates" is 20 there and 30 now'),
  });
});

test('takes an empty folder, or one that a kill left without config.json', async () => {
  const path = await temporaryFolder();
  await writeFile(join(path, 'environment.json'), '{}');
  await writeFile(join(path, '.config.json.partial'), '{');
  await runFolder(path).open(config, environment);
  expect(JSON.parse(await readFile(join(path, 'config.json'), 'utf8'))).toEqual(config);
});

test('refuses a folder that is not a run, and changes nothing in it', async () => {
  const path = await temporaryFolder();
  await writeFile(join(path, 'thesis.tex'), '');
  await expect(runFolder(path).open(config, environment)).rejects.toMatchObject({ code: 'E_NOT_A_RUN' });
  expect(await readdir(path)).toEqual(['thesis.tex']);
  await expect(runFolder(join(path, 'thesis.tex')).open(config, environment)).rejects.toMatchObject({
    code: 'E_NOT_A_RUN',
  });
});

test('gives back checkpoints and metrics, bit for bit, and replaces them', async () => {
  const store = runFolder(join(await temporaryFolder(), 'run'));
  await store.open(config, environment);
  expect(await store.checkpoint(job)).toBeNull();
  expect(await store.metrics(job)).toEqual([]);
  for (const step of [10, 20]) {
    await store.save(checkpointOf(job, step), metricsOf(job, step));
    expect(await store.checkpoint(job)).toEqual(checkpointOf(job, step));
    expect(await store.metrics(job)).toEqual(metricsOf(job, step));
  }
  expect(await store.finished(job)).toBeNull();
  expect(await store.checkpoint(other)).toBeNull();
});

test('gives back finished jobs, whatever the method is called', async () => {
  const path = join(await temporaryFolder(), 'run');
  const store = runFolder(path);
  await store.open(config, environment);
  await store.save(checkpointOf(other, 10), metricsOf(other, 10));
  await store.finish(resultOf(other, 3), checkpointOf(other, 20));
  expect(await runFolder(path).finished(other)).toEqual(resultOf(other, 3));
  expect(await runFolder(path).checkpoint(other)).toEqual(checkpointOf(other, 20));
  expect(await readdir(join(path, 'checkpoint'))).toEqual(['a%2Fb%3A%20ERM']);
});

test('a job killed between the renames of its checkpoint goes on from the one before', async () => {
  const path = join(await temporaryFolder(), 'run');
  const store = runFolder(path);
  await store.open(config, environment);
  await store.save(checkpointOf(job, 10), []);
  const folder = runPaths(path).job(job);
  await rename(folder, `${folder}.previous`);
  expect((await store.checkpoint(job))?.step).toBe(10);
});

test('concludes with the tables, which read back as what was put in', async () => {
  const path = join(await temporaryFolder(), 'run');
  const store = runFolder(path);
  await store.open(config, environment);
  const jobs = [resultOf(job, 2), resultOf(other, 3)];
  await store.conclude(summaryOf([job, other]), jobs);

  const { shape, values } = decodeNpy(await readFile(join(path, 'features.npy')));
  expect(shape).toEqual([4, 3]);
  expect([...values]).toEqual([1, 2, 0, 3, 4, 0, 1, 2, 3, 4, 5, 6]);
  expect((await readFile(join(path, 'predictions.csv'), 'utf8')).split('\r\n').slice(0, 3)).toEqual([
    'id,patient,shift,method,seed,digit,thickness,age,p(< 5),p(≥ 5)',
    'a,a,balanced,mimm-x,0,< 5,thin,63.5,0.25,0.75',
    '"b, ""quoted""","b, ""quoted""",balanced,mimm-x,0,≥ 5,thin,63.5,0.25,0.75',
  ]);
  const run = await readRun(path);
  expect(run.summary).toEqual(summaryOf([job, other]));
  expect(run.features).toEqual(jobs.map(({ features }) => features));
  expect(run.predictions).toEqual(jobs.flatMap(({ predictions }) => predictions));
  expect(run.metrics).toEqual(jobs.flatMap(({ metrics }) => metrics));
  expect((await readdir(path)).sort()).toEqual([
    'config.json',
    'environment.json',
    'features.csv',
    'features.npy',
    'metrics.jsonl',
    'predictions.csv',
    'summary.json',
  ]);
});

test('reading says whether a folder is no run, unfinished or damaged', async () => {
  const path = join(await temporaryFolder(), 'run');
  await expect(readRun(path)).rejects.toMatchObject({ code: 'E_NOT_A_RUN' });
  const store = runFolder(path);
  await store.open(config, environment);
  await expect(readRun(path)).rejects.toMatchObject({ code: 'E_RUN_UNFINISHED' });
  await store.conclude(summaryOf([job]), [resultOf(job, 2)]);
  await writeFile(join(path, 'features.npy'), 'cut');
  await expect(readRun(path)).rejects.toMatchObject({ code: 'E_RUN_DAMAGED' });
  await mkdir(join(path, 'elsewhere'));
  await writeFile(join(path, 'config.json'), '{"name":');
  await expect(readRun(path)).rejects.toMatchObject({ code: 'E_NOT_A_RUN' });
});
