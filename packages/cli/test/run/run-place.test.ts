import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openRun } from '@mimmx/experiment/node';
import { expect, test } from 'vitest';
import { environment } from '../../../experiment/test/node/run-example.ts';
import { temporaryFolder } from '../../../experiment/test/node/temporary-folder.ts';
import { trialOf } from '../../../experiment/test/trial/example.ts';
import { runPlace } from '../../src/run/run-place.ts';

const KNOW = { resume: false, overwrite: false };

/** A run of which one trial is held by this process. */
async function held() {
  const path = join(await temporaryFolder(), 'run');
  const run = await openRun(path, { name: 'demo' }, environment);
  const lease = await run.trials.claim(trialOf(1));
  return { path, lease: lease! };
}

test('a run in which somebody trains is not overwritten: it stays, and he is named', async () => {
  const { path, lease } = await held();
  const before = (await readdir(path, { recursive: true })).sort();
  await expect(runPlace(path, { ...KNOW, overwrite: true })).rejects.toThrow(
    new RegExp(
      `^E_RUN_HELD: .* is not replaced: process ${process.pid} on .* is training in it\\. Stop that first`,
    ),
  );
  expect((await readdir(path, { recursive: true })).sort()).toEqual(before);
  await expect(runPlace(path, KNOW)).rejects.toThrow(
    new RegExp(`^E_RUN_EXISTS: .* an unfinished run, and process ${process.pid} on .*--resume`),
  );
  expect(await runPlace(path, { ...KNOW, resume: true })).toBe('unfinished');

  await lease.release();
  await expect(runPlace(path, KNOW)).rejects.toThrow(/^E_RUN_EXISTS: .* holds an unfinished run\. Continue/);
  expect(await runPlace(path, { ...KNOW, overwrite: true })).toBe('overwritten');
  expect(existsSync(path)).toBe(false);
  expect(await runPlace(path, KNOW)).toBe('nothing');
});
