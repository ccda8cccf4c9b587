import { expect, test } from 'vitest';
import { guardLogger, type LoggedLine, type LoggedTraining, type Logger } from '../../src/logging/index.ts';

const training: LoggedTraining = {
  id: 'a'.repeat(32),
  method: 'erm',
  seed: 0,
  tags: { method: 'erm', seed: 0 },
  step: 0,
  updates: 10,
  settings: { method: { name: 'erm' } },
};
const lineAt = (step: number): LoggedLine => ({
  step,
  kind: 'train',
  values: { loss: step },
  time: new Date(0),
});

/** A guard, and what it warned of. */
function guarded(logger: Partial<Logger>, patience = 200) {
  const warnings: string[] = [];
  const guard = guardLogger(
    'mine',
    { line() {}, ...logger },
    { warn: (text) => warnings.push(text), patience },
  );
  return { guard, warnings };
}

test('calls come in order, one after the other, however long they take', async () => {
  const seen: string[] = [];
  const slow = async (what: string) => {
    seen.push(`${what} begins`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    seen.push(`${what} ends`);
  };
  const { guard, warnings } = guarded({
    begin: () => slow('begin'),
    line: (_, { step }) => slow(`line ${step}`),
    end: (_, { kind }) => slow(kind),
    close: () => slow('close'),
  });
  guard.begin(training);
  guard.line(training, lineAt(1));
  guard.end(training, { kind: 'stopped' });
  await guard.close();
  const whole = ['begin', 'line 1', 'stopped', 'close'];
  expect(seen).toEqual(whole.flatMap((what) => [`${what} begins`, `${what} ends`]));
  expect(warnings).toEqual([]);
});

test('whatever it throws is one warning that names it, and it is given up after ten in a row', async () => {
  let calls = 0;
  const { guard, warnings } = guarded({
    begin: () => Promise.reject(new Error('no network')),
    line: () => {
      calls++;
      throw 'a string';
    },
    close: () => {
      throw new Error('close');
    },
  });
  guard.begin(training);
  for (let step = 1; step <= 50; step++) {
    guard.line(training, lineAt(step));
    await new Promise((resolve) => setTimeout(resolve));
  }
  await guard.close();
  expect(calls).toBe(9);
  expect(warnings).toEqual([
    'The logger "mine" failed, and the training goes on: no network',
    'The logger "mine" failed 10 times in a row and is called no more.',
    'The logger "mine" failed 11 times in all.',
  ]);
});

test('one that never answers loses what it cannot take, and is left behind at the end', async () => {
  let calls = 0;
  const { guard, warnings } = guarded({
    line: () => {
      calls++;
      return new Promise(() => {});
    },
  });
  for (let step = 1; step <= 5000; step++) guard.line(training, lineAt(step));
  const began = performance.now();
  await guard.close();
  expect(performance.now() - began).toBeLessThan(5000);
  expect(calls).toBe(1);
  expect(warnings).toEqual([
    'The logger "mine" is too slow: numbers are lost to it, and kept in the run.',
    'The logger "mine" did not finish within 0.2 s and is left behind.',
  ]);
});

test('it gets copies: nothing that it does to them is seen by anybody else', async () => {
  const line = lineAt(1);
  const { guard } = guarded({
    line: (given, own) => {
      (own.values as Record<string, number>).loss = 99;
      (given.tags as Record<string, unknown>).method = 'other';
    },
  });
  guard.line(training, line);
  await guard.close();
  expect(line.values.loss).toBe(1);
  expect(training.tags.method).toBe('erm');
});

test('after it was closed nothing reaches it', async () => {
  let calls = 0;
  const { guard } = guarded({ line: () => void calls++ });
  await guard.close();
  guard.line(training, lineAt(1));
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(calls).toBe(0);
});
