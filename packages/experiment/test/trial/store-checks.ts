import { expect, test } from 'vitest';
import type { KeptTrials } from '../../src/trial/kept-trials.ts';
import type { Lease } from '../../src/trial/store.ts';
import { checkpointOf, lineOf, resultOf, trialOf } from './example.ts';

/** What every store of trials has to do, wherever it keeps them. */
export function checkStore(name: string, make: () => Promise<KeptTrials>): void {
  const trial = trialOf(1);
  const other = trialOf(2);
  const claimed = async (store: KeptTrials, of = trial): Promise<Lease> => {
    const lease = await store.claim(of);
    if (!lease) throw new Error('expected a lease');
    return lease;
  };

  test(`${name}: knows nothing of a trial that nobody claimed`, async () => {
    const store = await make();
    expect(await store.state(trial.id)).toEqual({ kind: 'waiting' });
    expect(await store.result(trial.id)).toBeNull();
    expect(await store.weights(trial.id)).toBeNull();
    expect(await store.lines(trial.id)).toEqual([]);
    expect(await store.trial(trial.id)).toBeNull();
    expect(await store.retry(trial.id)).toBe(false);
  });

  test(`${name}: gives a trial to one at a time, and says who has it`, async () => {
    const store = await make();
    const lease = await claimed(store);
    expect(lease.trial).toEqual(trial);
    expect(lease.checkpoint).toBeNull();
    expect(lease.lines).toEqual([]);
    expect(await store.claim(trial)).toBeNull();
    const state = await store.state(trial.id);
    expect(state).toMatchObject({ kind: 'running', holder: { attempt: 1, pid: expect.any(Number) } });
    if (state.kind !== 'running') throw new Error();
    expect(state.holder.age).toBeGreaterThanOrEqual(0);
    expect(state.holder.age).toBeLessThan(60);
    expect(await store.trial(trial.id)).toEqual(trial);
    expect(await store.claim(other)).not.toBeNull();
  });

  test(`${name}: of many claims at once, one is heard`, async () => {
    const store = await make();
    for (let round = 0; round < 5; round++) {
      const leases = (await Promise.all(Array.from({ length: 8 }, () => store.claim(trial)))).filter(
        (lease) => lease !== null,
      );
      expect(leases).toHaveLength(1);
      expect(await store.state(trial.id)).toMatchObject({ kind: 'running', holder: { attempt: round + 1 } });
      await leases[0]!.release();
    }
  });

  test(`${name}: goes on from the checkpoint, with the lines up to it and no later ones`, async () => {
    const store = await make();
    const first = await claimed(store);
    await first.append(lineOf(1));
    await first.append(lineOf(2));
    await first.save(checkpointOf(2));
    await first.append(lineOf(3));
    expect(await store.lines(trial.id)).toEqual([1, 2, 3].map(lineOf));
    await first.release();
    expect(await store.state(trial.id)).toEqual({ kind: 'waiting' });

    const second = await claimed(store);
    expect(second.checkpoint).toEqual(checkpointOf(2));
    expect(second.lines).toEqual([1, 2].map(lineOf));
    expect(await store.lines(trial.id)).toEqual([1, 2].map(lineOf));
    await second.append(lineOf(3));
    await second.save(checkpointOf(3));
    await second.save(checkpointOf(4));
    await second.release();
    const third = await claimed(store);
    expect(third.checkpoint).toEqual(checkpointOf(4));
    expect(third.lines).toEqual([1, 2, 3].map(lineOf));
  });

  test(`${name}: without a checkpoint all lines are forgotten`, async () => {
    const store = await make();
    const first = await claimed(store);
    await first.append(lineOf(1));
    await first.release();
    expect((await claimed(store)).lines).toEqual([]);
    expect(await store.lines(trial.id)).toEqual([]);
  });

  test(`${name}: what was saved does not change with the arrays that were given`, async () => {
    const store = await make();
    const lease = await claimed(store);
    const checkpoint = checkpointOf(5);
    await lease.save(checkpoint);
    checkpoint.variables['encoder/kernel']!.values.fill(9);
    await lease.release();
    expect((await claimed(store)).checkpoint).toEqual(checkpointOf(5));
  });

  test(`${name}: a finished trial gives back result, weights and lines to the bit, and cannot be claimed`, async () => {
    const store = await make();
    const lease = await claimed(store);
    await lease.append(lineOf(1));
    await lease.save(checkpointOf(1));
    await lease.append(lineOf(2));
    expect(await store.result(trial.id)).toBeNull();
    expect(await store.weights(trial.id)).toBeNull();
    await lease.finish(resultOf(trial, 7), checkpointOf(8));
    expect(await store.state(trial.id)).toEqual({ kind: 'done' });
    expect(await store.claim(trial)).toBeNull();
    expect(await store.result(trial.id)).toEqual(resultOf(trial, 7));
    expect(await store.weights(trial.id)).toEqual(checkpointOf(8));
    expect(await store.lines(trial.id)).toEqual([1, 2].map(lineOf));
    expect(await store.retry(trial.id)).toBe(false);
  });

  test.each([0, 1])(`${name}: keeps a result of %i rows, and one without features`, async (rows) => {
    const store = await make();
    const result = { ...resultOf(trial, rows), features: null };
    await (await claimed(store)).finish(result, checkpointOf(1));
    expect(await store.result(trial.id)).toEqual(result);
  });

  test(`${name}: a failed trial says why, is not claimed again, and goes on when it is retried`, async () => {
    const store = await make();
    const lease = await claimed(store);
    await lease.save(checkpointOf(3));
    await lease.fail(new Error('E_NAN_LOSS: the loss is NaN at update 4.'));
    expect(await store.state(trial.id)).toEqual({
      kind: 'failed',
      message: 'E_NAN_LOSS: the loss is NaN at update 4.',
      attempt: 1,
    });
    expect(await store.claim(trial)).toBeNull();
    expect(await store.result(trial.id)).toBeNull();
    expect(await store.retry(trial.id)).toBe(true);
    expect(await store.state(trial.id)).toEqual({ kind: 'waiting' });
    const second = await claimed(store);
    expect(second.checkpoint).toEqual(checkpointOf(3));
    expect(await store.state(trial.id)).toMatchObject({ holder: { attempt: 2 } });
    await second.fail(new Error('again'));
    expect(await store.state(trial.id)).toMatchObject({ kind: 'failed', message: 'again', attempt: 2 });
  });

  const endings: [string, (lease: Lease) => Promise<void>][] = [
    ['released', (lease) => lease.release()],
    ['failed', (lease) => lease.fail(new Error('why'))],
    ['finished', (lease) => lease.finish(resultOf(trial), checkpointOf(1))],
  ];
  test.each(endings)(`${name}: a lease that was %s writes nothing any more`, async (_, end) => {
    const store = await make();
    const lease = await claimed(store);
    await end(lease);
    const lost = { code: 'E_LEASE_LOST' };
    const before = await store.state(trial.id);
    await expect(lease.append(lineOf(1))).rejects.toMatchObject(lost);
    await expect(lease.save(checkpointOf(1))).rejects.toMatchObject(lost);
    await expect(lease.finish(resultOf(trial), checkpointOf(1))).rejects.toMatchObject(lost);
    await expect(lease.fail(new Error('late'))).rejects.toMatchObject(lost);
    await expect(lease.release()).rejects.toMatchObject(lost);
    expect(await store.state(trial.id)).toEqual(before);
    expect(await store.lines(trial.id)).toEqual([]);
  });

  test(`${name}: writes that were not waited for come in the order in which they were given`, async () => {
    const store = await make();
    const lease = await claimed(store);
    const work = Array.from({ length: 30 }, (_, i) => lease.append(lineOf(i + 1)));
    const saved = lease.save(checkpointOf(30));
    const late = lease.append(lineOf(31));
    await Promise.all([...work, saved, late]);
    await lease.release();
    expect((await claimed(store)).lines).toEqual(Array.from({ length: 30 }, (_, i) => lineOf(i + 1)));
  });
}
