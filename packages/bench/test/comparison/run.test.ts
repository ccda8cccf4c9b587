import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderTrials } from '@mimmx/experiment/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  benchMarkdown,
  benchTrials,
  collectBench,
  createProtocol,
  retryFailed,
  runBench,
  summariseBench,
  terminalTable,
  writeBench,
} from '../../src/index.ts';
import { toyBackend, toyRegistry } from './toy.ts';

const registry = toyRegistry();
const protocol = createProtocol(registry, 'toy-protocol');
const trials = benchTrials(protocol, { seeds: [0, 1] });
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const setting = async (signal?: AbortSignal) => ({
  registry,
  backend: await toyBackend(registry),
  store: folderTrials(folder),
  root: '.',
  wait: true,
  signal,
});

describe('a bench', () => {
  it('stops when it is asked to, keeps what is done, and goes on', async () => {
    const stop = new AbortController();
    let updates = 0;
    const onProgress = (progress: { kind: string }) => {
      if (progress.kind === 'update' && ++updates === 9) stop.abort();
    };
    await expect(runBench(trials, { ...(await setting(stop.signal)), onProgress })).rejects.toThrow(
      /^E_INTERRUPTED: Stopped "jtt" \(seed 0\) at update 3 of 6; saved\.$/,
    );
    const between = await collectBench(trials, folderTrials(folder));
    expect(between.filter(({ result }) => result)).toHaveLength(1);

    let again = 0;
    const counted = (progress: { kind: string }) => {
      if (progress.kind === 'update') again++;
    };
    const outcomes = await runBench(trials, { ...(await setting()), onProgress: counted });
    // 8 whole trainings of 6 updates, less the 9 that were done; broken ones end in their third.
    expect(again).toBe(8 * 6 - 9 + 4 * 2);
    expect(outcomes.filter(({ result }) => result)).toHaveLength(8);
  });

  it('goes on where one method fails, and the cell says why', async () => {
    const outcomes = await collectBench(trials, folderTrials(folder));
    const failed = outcomes.filter(({ failure }) => failure !== undefined);
    expect(failed.map(({ row }) => row)).toEqual(['broken', 'broken', 'broken', 'broken']);
    expect(failed[0]!.failure).toContain('loss became NaN at update 3');
    const store = folderTrials(folder);
    const summary = await summariseBench(protocol, outcomes, {
      name: 'toy-protocol',
      command: 'mimmx bench',
      store,
    });
    expect(terminalTable(summary)).toMatch(/broken +failed/);
    expect(terminalTable(summary)).toMatch(
      /Seed 1 of broken: E_NAN_LOSS: "broken" \(seed 1\): loss became NaN/,
    );
    expect(summary.rows.find(({ method }) => method === 'broken')).toMatchObject({
      mean: null,
      n: 0,
      seeds: [],
    });
    expect(summary.left).toBe(0);
  });

  it('marks what differs from print, and holds only the rest against it', async () => {
    const store = folderTrials(folder);
    const outcomes = await collectBench(trials, store);
    const summary = await summariseBench(protocol, outcomes, { name: 'toy-protocol', command: 'c', store });
    const cell = (method: string, where: string) =>
      summary.rows.find((one) => one.method === method && one.setting === where)!;
    expect(cell('erm', 'one')).toMatchObject({
      differs: [],
      n: 2,
      published: { value: 50, source: 'a paper' },
    });
    expect(cell('erm', 'three').differs).toEqual(['is not published']);
    expect(cell('jtt', 'three').differs).toEqual(['is not published', 'is told something']);
    const markdown = benchMarkdown(summary);
    expect(markdown).toContain('50.0 ± 30.0 ✓');
    expect(markdown).toMatch(/† jtt: is told something\./);
    expect(markdown).toContain('It is drawn from 30 blocks on.');
    const cost = summary.costs.find(({ method, setting: where }) => method === 'erm' && where === 'one')!;
    // 4 → 4 → 3 features, and the head to 2 classes.
    expect(cost).toMatchObject({ updates: 6, parameters: 4 * 4 + 4 + 4 * 3 + 3 + 3 * 2 + 2 });

    const short = benchTrials(protocol, { rows: ['erm'], settings: ['one'], seeds: [0], updates: 2 });
    const found = await summariseBench(protocol, short, { name: 'toy-protocol', command: 'c', store });
    expect(found.rows[0]!.differs).toEqual(['2 of 6 updates']);
    expect(found.left).toBe(1);
  });

  it('says once what trainings say of themselves', async () => {
    const store = folderTrials(folder);
    const outcomes = (await collectBench(trials, store)).map((one) =>
      one.row === 'jtt' && one.result
        ? { ...one, result: { ...one.result, notes: ['jtt: No row came out wrong.'] } }
        : one,
    );
    const summary = await summariseBench(protocol, outcomes, { name: 'toy-protocol', command: 'c', store });
    const [first] = terminalTable(summary).split('\n\n');
    expect(first!.match(/jtt: No row came out wrong\./g)).toHaveLength(1);
  });

  it('writes all of it', async () => {
    const store = folderTrials(folder);
    const outcomes = await collectBench(trials, store);
    const summary = await summariseBench(protocol, outcomes, { name: 'toy-protocol', command: 'c', store });
    const files = await writeBench(folder, summary);
    expect(files.map((file) => file.split('/').at(-1))).toEqual([
      'results.json',
      'table.md',
      'table.csv',
      'report.html',
    ]);
    const { protocol: name, rows, commit, command } = JSON.parse(await readFile(files[0]!, 'utf8'));
    expect({ name, command }).toEqual({ name: 'toy-protocol', command: 'c' });
    expect(commit).toMatch(/^[0-9a-f]{40}\+?$/);
    expect(Object.keys(rows[0])).toEqual(
      expect.arrayContaining(['method', 'setting', 'measure', 'mean', 'sd', 'n', 'seeds', 'published']),
    );
    const csv = (await readFile(files[2]!, 'utf8')).trimEnd().split('\n');
    expect(csv).toHaveLength(1 + rows.length);
    expect(csv.find((line) => line.includes(',broken,'))).toContain('"seed 0: E_NAN_LOSS: ""broken""');
    expect(await readFile(files[3]!, 'utf8')).not.toContain('<script');
  });

  it('tries what failed again when it is asked to', async () => {
    const store = folderTrials(folder);
    expect(await retryFailed(trials, store)).toBe(4);
    expect((await collectBench(trials, store)).filter(({ failure }) => failure)).toHaveLength(0);
  });
});
