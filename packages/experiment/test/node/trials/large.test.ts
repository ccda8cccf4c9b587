import { execFileSync } from 'node:child_process';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openRecord, openRun } from '../../../src/node/run/index.ts';
import { folderTrials } from '../../../src/node/trials/index.ts';
import { checkpointOf, lineOf, resultOf, trialOf } from '../../trial/example.ts';
import { environment } from '../run-example.ts';
import { temporaryFolder } from '../temporary-folder.ts';

// A million rows instead of a hundred and fifty thousand: MIMMX_LONG_TESTS=1.
const rows = process.env.MIMMX_LONG_TESTS ? 1_000_000 : 150_000;
const trial = trialOf(1);

test('more rows than a call has arguments are kept and concluded, in little more room than their numbers', async () => {
  const path = join(await temporaryFolder(), 'run');
  const run = await openRun(path, { seeds: [0] }, environment);
  const lease = await run.trials.claim(trial);
  const result = resultOf(trial, rows);
  await lease!.finish(result, checkpointOf(1));
  const read = await run.trials.result(trial.id);
  for (const [i, set] of result.predictions.entries()) {
    expect(
      Buffer.compare(Buffer.from(read!.predictions[i]!.values.buffer), Buffer.from(set.values.buffer)),
    ).toBe(0);
    expect(read!.predictions[i]!.ids.at(-1)).toBe(set.ids.at(-1));
    expect(read!.predictions[i]!.patients).toHaveLength(set.ids.length);
  }
  const kept = join(path, 'trials', trial.id.slice(0, 2), trial.id, 'done', 'result');
  // Of the first set y, two z and two outputs, of the second y and one, 4 bytes each.
  expect((await stat(join(kept, 'columns.bin'))).size).toBe(4 * (5 * rows + 2 * (rows - 1)));
  const factor = { name: 'z', kind: 'categorical', classes: 2, labels: ['a', 'b'] } as const;
  const age = { name: 'age', kind: 'continuous', mean: 0, sd: 1 } as const;
  const task = { y: { ...factor, name: 'y' }, z: [factor, age] };
  await run.conclude({ summary: {}, task, trials: [trial], store: run.trials, sets: ['balanced'] });
  const record = await openRecord(path);
  const lines = await record.stream('predictions.csv', async (reader) => {
    let count = 0;
    for await (const piece of reader.pieces()) for (const byte of piece) count += byte === 0x0d ? 1 : 0;
    return count;
  });
  expect(lines).toBe(rows + 1);
});

/** A file system of one megabyte; null where none may be made. */
async function smallDisk(): Promise<string | null> {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return null;
  const path = join(await temporaryFolder(), 'disk');
  await mkdir(path);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', path], { stdio: 'ignore' }));
  return path;
}

test('a full disk is said in one line, and what was there before stays', async (context) => {
  const path = await smallDisk();
  if (!path) return context.skip('needs the right to mount a file system');
  const store = folderTrials(path);
  const lease = await store.claim(trial);
  await lease!.append(lineOf(1));
  await lease!.save(checkpointOf(1));
  const big = (length: number) => ({
    ...checkpointOf(2),
    variables: { w: { shape: [length], dtype: 'float32' as const, values: new Float32Array(length) } },
  });
  const full = { code: 'E_DISK_FULL', message: expect.stringMatching(/^[^\n]*no space left[^\n]*$/) };
  await expect(lease!.save(big(2 ** 20))).rejects.toMatchObject(full);
  await expect(lease!.finish(resultOf(trial, 50_000), checkpointOf(2))).rejects.toMatchObject(full);
  expect((await readdir(path, { recursive: true })).filter((name) => /partial|next/.test(name))).toEqual([]);
  await lease!.append(lineOf(2));
  // Lines until not one more fits: the last one is whole.
  const long = {
    ...lineOf(3),
    values: Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`mi.${i}`, 0.1])),
  };
  const error = await (async () => {
    for (;;) await lease!.append(long);
  })().catch((reason) => reason);
  expect(error).toMatchObject(full);
  const lines = await store.lines(trial.id);
  expect(lines.slice(0, 2)).toEqual([1, 2].map(lineOf));
  expect(lines.at(-1)).toEqual(long);
  await lease!.release();
  const again = await store.claim(trial);
  expect(again?.checkpoint).toEqual(checkpointOf(1));
  expect(again?.lines).toEqual([lineOf(1)]);
  await again!.finish(resultOf(trial), checkpointOf(2));
  expect(await store.result(trial.id)).toEqual(resultOf(trial));
});
