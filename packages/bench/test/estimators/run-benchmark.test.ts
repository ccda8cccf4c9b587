import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { benchmarkTable, runBenchmark } from '../../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'benchmark-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Folders of the estimates that a benchmark's folder holds. */
const estimatesIn = (path: string): string[] =>
  readdirSync(join(path, 'estimates')).flatMap((shard) =>
    readdirSync(join(path, 'estimates', shard)).map((id) => join(path, 'estimates', shard, id)),
  );

const options = {
  benchmark: 'small',
  estimators: ['gaussian', 'histogram', 'squared-correlation'],
  n: 300,
  seeds: 2,
  folder,
  workers: 1,
};

test('measures in processes, goes on where it was, and writes rows, a table and a chart', async () => {
  const done: string[] = [];
  const { rows, failures } = await runBenchmark({
    ...options,
    onProgress: (_n, _of, key) => void done.push(key),
  });
  expect(failures).toEqual([]);
  // `gaussian` takes no classes: 4 of the 8 tasks.
  expect(rows.filter((row) => row.estimator === 'gaussian')).toHaveLength(4);
  expect(rows.filter((row) => row.estimator === 'histogram')).toHaveLength(8);
  const row = rows.find((one) => one.estimator === 'gaussian' && one.task === 'gaussian-2d-1')!;
  expect(row).toMatchObject({ truth: 1, n: 300, seeds: 2, unit: 'nats' });
  expect(Math.abs(row.bias!)).toBeLessThan(0.25);
  expect(rows.find((one) => one.estimator === 'squared-correlation')!.bias).toBeNull();
  expect(JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8'))).toEqual(rows);
  expect(readFileSync(join(folder, 'bias-variance.svg'), 'utf8')).toContain(
    'gaussian on gaussian-2d-1: bias',
  );
  expect(benchmarkTable(rows)).toContain('| `histogram` |');

  // Whatever is missing is made again, and nothing else.
  const places = estimatesIn(folder);
  expect(places).toHaveLength(40);
  for (const place of places.slice(0, 2)) rmSync(place, { recursive: true });
  const again: string[] = [];
  const second = await runBenchmark({ ...options, onProgress: (_n, _of, key) => void again.push(key) });
  expect(again).toHaveLength(2);
  expect(second.rows.map(({ mean }) => mean)).toEqual(rows.map(({ mean }) => mean));

  // What the folder holds stays in the table when others are run, and can be summed up without running any.
  const other = await runBenchmark({ ...options, estimators: ['kde'], seeds: 1 });
  expect(new Set(other.rows.map(({ estimator }) => estimator))).toEqual(
    new Set(['gaussian', 'histogram', 'squared-correlation', 'kde']),
  );
  const none: string[] = [];
  const read = await runBenchmark({
    ...options,
    seeds: 0,
    onProgress: (_n, _of, key) => void none.push(key),
  });
  expect(none).toEqual([]);
  expect(read.rows).toEqual(other.rows);
}, 180_000);

test('an estimator of a plugin is found by name in the processes too', async () => {
  const { rows } = await runBenchmark({
    ...options,
    benchmark: 'gaussian-2d-1',
    estimators: ['one-nat'],
    folder: join(folder, 'plugin'),
    plugins: { names: ['./one-nat.ts'], from: fileURLToPath(new URL('../fixtures', import.meta.url)) },
  });
  expect(rows).toMatchObject([{ estimator: 'one-nat', mean: 1, bias: 0, sd: 0, mse: 0, seeds: 2 }]);
});

test('stops when told, and keeps what it has', async () => {
  const stop = new AbortController();
  const held = join(folder, 'stopped');
  const settings = { ...options, folder: held, signal: stop.signal, onProgress: () => stop.abort() };
  const { rows, failures } = await runBenchmark(settings);
  expect(failures).toEqual([]);
  expect(rows.length).toBeGreaterThan(0);
  const done = estimatesIn(held).filter((place) => existsSync(join(place, 'done', 'result')));
  expect(done.length).toBeLessThan(40);
  expect(rows.reduce((sum, row) => sum + row.seeds, 0)).toBe(done.length);
});

test('finishes the estimate under way when told to stop', async () => {
  const stop = new AbortController();
  const held = join(folder, 'under-way');
  const one = { ...options, estimators: ['kde'], benchmark: 'gaussian-1d-0.5', n: 2000, seeds: 3 };
  // `kde` takes long enough for the word to come in the middle of its second estimate.
  const onProgress = () => void setTimeout(() => stop.abort(), 1);
  const { rows, failures } = await runBenchmark({ ...one, folder: held, signal: stop.signal, onProgress });
  expect(failures).toEqual([]);
  expect(rows).toMatchObject([{ estimator: 'kde', seeds: 2 }]);
});

test('refuses a folder of an older version in one line', async () => {
  const old = join(folder, 'old');
  mkdirSync(old);
  writeFileSync(join(old, 'ledger.jsonl'), '');
  await expect(runBenchmark({ ...options, folder: old })).rejects.toThrow(
    /^E_RUN_FORMAT: .* was written by an older version \(it holds ledger\.jsonl, format 1; this version reads 2\)/,
  );
});

test('says what it does not know', async () => {
  await expect(runBenchmark({ ...options, estimators: ['gausian'] })).rejects.toThrow(
    'Did you mean "gaussian"?',
  );
  await expect(runBenchmark({ ...options, benchmark: 'classes-90', estimators: ['ksg'] })).rejects.toThrow(
    'E_FORM',
  );
});
