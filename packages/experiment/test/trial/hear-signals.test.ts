import { createRegistry, Random, type Task } from '@mimmx/core';
import { expect, test } from 'vitest';
import { evaluateMethod } from '../../src/trial/evaluate-method.ts';

const tags = { method: 'erm', seed: 0 };
const task = {
  y: { name: 'y', kind: 'categorical', classes: 2, labels: ['a', 'b'] },
  z: [],
} as unknown as Task;
const set = { name: 'balanced', rows: Int32Array.of(0) };
const opened = { dataset: {}, prepared: { task, splits: { shifts: { balanced: set, natural: set } } } };
const evaluate = (read: () => Promise<never>, signal: AbortSignal) =>
  evaluateMethod(
    { tags, evaluation: {} } as never,
    opened as never,
    read,
    { random: new Random(0), registry: createRegistry() },
    signal,
  );

test('a signal is heard before, between and within the sets of a test', async () => {
  const before = new AbortController();
  before.abort();
  let reads = 0;
  const reading = async (): Promise<never> => {
    reads++;
    return { set } as never;
  };
  const said = {
    code: 'E_INTERRUPTED',
    message: expect.stringContaining('in the test on "balanced"; saved'),
  };
  await expect(evaluate(reading, before.signal)).rejects.toMatchObject(said);
  expect(reads).toBe(0);

  const within = new AbortController();
  const stopped = async (): Promise<never> => {
    reads++;
    within.abort();
    return { set } as never;
  };
  // What was read is not measured any more.
  await expect(evaluate(stopped, within.signal)).rejects.toMatchObject(said);
  expect(reads).toBe(1);
});
