import { expect, test } from 'vitest';
import { folderTrials, takeTrial } from '../../../src/node/trials/index.ts';
import { checkpointOf, lineOf, trialOf } from '../../trial/example.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { expected, STEPS, train } from './training.ts';

const trial = trialOf(1);

test('a holder that is asked saves and gives back; it goes on elsewhere with the same bits', async () => {
  const path = await temporaryFolder();
  const store = folderTrials(path);
  const lease = (await store.claim(trial))!;
  expect(await lease.asked!()).toBe(false);
  const taking = takeTrial(path, trial);
  await expect.poll(() => lease.asked!(), { timeout: 10_000 }).toBe(true);
  await lease.append(lineOf(1));
  await lease.append(lineOf(2));
  const before = expected(trial);
  await lease.save({ ...checkpointOf(2), state: stateAt(2) });
  await lease.release();
  const taken = (await taking)!;
  expect(taken.checkpoint?.step).toBe(2);
  expect(await taken.asked!()).toBe(false);
  // Nobody else has it meanwhile.
  expect(await store.claim(trial)).toBeNull();
  await taken.release();
  await train((await store.claim(trial))!);
  expect(await store.result(trial.id)).toEqual(before.result);
  expect((await store.lines(trial.id)).map(({ step }) => step)).toEqual(
    Array.from({ length: STEPS }, (_, i) => i + 1),
  );
});

test('one that waits is had at once; one that is done is not; a request that is taken back leaves nothing', async () => {
  const path = await temporaryFolder();
  const store = folderTrials(path);
  const waiting = await takeTrial(path, trial);
  expect(waiting?.checkpoint).toBeNull();
  await waiting!.release();
  const lease = (await store.claim(trial))!;
  const controller = new AbortController();
  const taking = takeTrial(path, trial, { signal: controller.signal });
  await expect.poll(() => lease.asked!(), { timeout: 10_000 }).toBe(true);
  controller.abort();
  expect(await taking).toBeNull();
  expect(await lease.asked!()).toBe(false);
  await train(lease);
  expect(await takeTrial(path, trial)).toBeNull();
});

/** State of the pretended training after so many steps. */
function stateAt(steps: number): { sum: number } {
  let sum = 0;
  for (let step = 1; step <= steps; step++) sum = (sum * 31 + step * (trial.seed + 7)) % 1_000_003;
  return { sum };
}
