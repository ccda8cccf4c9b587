import type { Progress } from '@mimmx/experiment';
import { expect, test } from 'vitest';
import { barLine } from '../../src/progress/bar.ts';
import { showProgress } from '../../src/progress/index.ts';
import { numbersOf } from '../../src/progress/numbers.ts';
import { clock, TimeLeft } from '../../src/progress/time-left.ts';

const update = (method: string, step: number): Progress => ({
  kind: 'update',
  job: { method, seed: 0 },
  step,
  updates: 100,
  metrics: { 'loss.estimator': -1, 'loss.digit': 0.4123, 'mi.a': 0.02, 'mi.b': 0.04 },
});

/** A stream that remembers, and a clock that is set by hand. */
function stage(terminal: { isTTY?: boolean; columns?: number }) {
  let text = '';
  let time = 0;
  const stream = { ...terminal, write: (piece: string) => (text += piece) };
  const { onProgress, end } = showProgress(stream, () => time);
  return {
    onProgress,
    end,
    at: (milliseconds: number) => {
      time = milliseconds;
    },
    text: () => text,
  };
}

test('elsewhere than on a terminal: whole lines, at most one in five seconds, nothing to rub out', () => {
  const { onProgress, at, text } = stage({});
  onProgress({ kind: 'data', message: 'Opening data set "digits"' });
  onProgress({ kind: 'trials', total: 2, done: 0 });
  for (let step = 1; step <= 100; step++) {
    at(step * 120);
    onProgress(update('erm', step));
  }
  onProgress({ kind: 'finished', job: { method: 'erm', seed: 0 }, seconds: 12 });
  expect(text().split('\n')).toEqual([
    'Opening data set "digits"',
    '1/2 erm (seed 0)  1/100  loss 0.412  MI 0.030',
    '1/2 erm (seed 0)  43/100  loss 0.412  MI 0.030  0:19 left',
    '1/2 erm (seed 0)  85/100  loss 0.412  MI 0.030  0:14 left',
    'erm (seed 0): done, trained in 0:12',
    '',
  ]);
});

test('on a terminal: one line that is written over, at most ten times a second, and gone at the end', () => {
  const { onProgress, at, end, text } = stage({ isTTY: true, columns: 90 });
  onProgress({ kind: 'trials', total: 2, done: 1 });
  for (let step = 1; step <= 100; step++) {
    at(step * 10);
    onProgress(update('mimm-x', step));
  }
  const drawn = text().split('\r\u001b[2K').slice(1);
  expect(drawn.length).toBeLessThanOrEqual(12);
  expect(drawn.every((line) => [...line].length < 90 && !line.includes('\n'))).toBe(true);
  expect(drawn.at(-1)).toMatch(
    /^2\/2 mimm-x \(seed 0\) {2}█+ {2}100\/100 {2}loss 0\.412 {2}MI 0\.030 {2}0:00 left$/,
  );
  end();
  expect(text().endsWith('\r\u001b[2K')).toBe(true);
});

test('a bar fits any width, and leaves itself out where there is no room', () => {
  const line = { job: 'erm', step: 50, updates: 100, numbers: 'loss 1.000', left: '0:10 left' };
  for (let width = 1; width < 120; width++)
    expect([...barLine(line, width)].length).toBeLessThanOrEqual(width);
  expect(barLine(line, 80)).toBe(`erm  ${'█'.repeat(15)}${'░'.repeat(15)}   50/100  loss 1.000  0:10 left`);
  expect(barLine(line, 40)).toBe('erm   50/100  loss 1.000  0:10 left');
});

test('numbers come from what the method reports', () => {
  expect(numbersOf({})).toBe('');
  expect(numbersOf({ loss: 0.7 })).toBe('loss 0.700');
  expect(numbersOf({ 'loss.estimator': -2, 'loss.mi': 0.1, 'mi.z': 123.4 })).toBe('MI 123');
  expect(numbersOf({ loss: 0.7, 'bound.excess': 0.0112 })).toBe('loss 0.700  0.011 nats above the bound');
  expect(numbersOf({ loss: 0.7, 'bound.excess': -0.01 })).toBe('loss 0.700');
});

test('time left is the pace so far times what is left, over jobs', () => {
  let time = 0;
  const timeLeft = new TimeLeft(() => time);
  expect(timeLeft.at('a', 501, 1500)).toBeNull();
  for (const step of [502, 503, 504]) {
    time += 2000;
    timeLeft.at('a', step, 0);
  }
  time += 2000;
  expect(timeLeft.at('b', 1, 10)).toBe(20);
});

test.each([
  [0.4, '0:00'],
  [59.6, '1:00'],
  [151, '2:31'],
  [3909, '1:05:09'],
])('%f s is %s', (seconds, text) => {
  expect(clock(seconds)).toBe(text);
});
