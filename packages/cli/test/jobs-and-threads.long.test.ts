import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mimmx, remove, start, temporaryFolder } from './run-command.ts';

let folder: string;
const config = {
  name: 'threads',
  backend: 'onnx',
  dataset: 'digits',
  encoder: 'digit-net',
  data: {
    task: { y: { column: 'digit', positive: '>= 5' }, z: [{ factor: 'rotation', strength: 0.9 }] },
    split: { train: 256, test: 256 },
  },
  methods: { erm: {}, 'mimm-x': {} },
  training: { updates: 12, batchSize: 32, checkpointEvery: 4 },
  evaluation: { bootstrap: 0 },
};
const train = (out: string, args: readonly string[], env: Record<string, string> = {}) =>
  start([...mimmx, 'train', 'c.config.json', '--out', out, ...args], folder, env).done;
const predictions = (out: string) => readFile(join(folder, out, 'predictions.csv'), 'utf8');

beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(join(folder, 'c.config.json'), JSON.stringify(config));
});
afterAll(() => remove(folder));

test('how many trainings run at a time decides no number, and neither does who goes on with a run', async () => {
  const one = await train('one', ['--jobs', '1']);
  expect([one.status, one.stderr]).toEqual([
    0,
    expect.stringMatching(/2 trainings, one at a time, .*thread/),
  ]);
  const two = await train('two', ['--jobs', '2']);
  expect([two.status, two.stderr]).toEqual([0, expect.stringMatching(/2 trainings, 2 at a time, .*thread/)]);
  const expected = await predictions('one');
  expect(await predictions('two')).toBe(expected);
  // Begun with other threads: it goes on with those, whatever the machine would give.
  const other = await train('other', ['--jobs', '1', '--methods', 'erm'], { MIMMX_THREADS: '3' });
  expect(other.status).toBe(0);
  const more = await train('other', ['--jobs', '1', '--resume']);
  expect([more.status, more.stderr]).toEqual([0, expect.stringMatching(/one at a time, 3 threads each/)]);
}, 300_000);
