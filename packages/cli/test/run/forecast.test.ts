import type { Forecast, Trial } from '@mimmx/experiment';
import { expect, test } from 'vitest';
import { describeForecast, duration, refuseWhatCannotFit } from '../../src/run/forecast.ts';
import { ownName } from '../../src/run/own-name.ts';

const training = { updates: 2000, batchSize: 128 } as Trial['training'];
const trial = (method: string, seed: number) => ({ training, seed, tags: { method, seed } }) as Trial;
/** 2 GB and 0.1 GB for each of 128 rows. */
const forecast = (method: string, updateSeconds: number): Forecast => ({
  method,
  updateSeconds,
  startSeconds: 20,
  bytes: 2e9 + 128 * 1e8,
  rowBytes: 1e8,
});

test('time is summed over seeds and methods, memory over processes', () => {
  const trials = [trial('erm', 0), trial('mimm-x', 0), trial('erm', 1), trial('mimm-x', 1)];
  // erm: 2 · (20 + 2000 · 9.99) s = 11 h 6 min; mimm-x: 2 · (20 + 2000 · 19.99) s = 22 h 13 min.
  expect(describeForecast(trials, [forecast('erm', 9.99), forecast('mimm-x', 19.99)], 14.8e9)).toBe(
    'Training will take about 33 h 20 min (erm 11 h 7 min, mimm-x 22 h 13 min) and 15 GB of memory',
  );
});

test.each([
  [3, '3 s'],
  [89, '89 s'],
  [300, '5 min'],
  [2 * 3600 + 61, '2 h 1 min'],
  [3 * 86_400, '3 days'],
])('%d s are %s', (seconds, text) => expect(duration(seconds)).toBe(text));

const refused = (need: number, jobs: number, there: number) => () =>
  refuseWhatCannotFit({ training }, [forecast('erm', 1)], { need, jobs, there });

test('what fits passes; what does not is told what would', () => {
  expect(refused(14.8e9, 1, 15e9)).not.toThrow();
  expect(refused(29.6e9, 2, 16e9)).toThrow(
    /^E_MEMORY: "erm" with batches of 128 takes about 30 GB of memory in 2 processes, and 16 GB are there\. Give --jobs 1\. --no-forecast /,
  );
  // 2 GB and 0.1 GB a row: 60 rows fit into 8 GB, and 32 is the next power of two.
  expect(refused(14.8e9, 1, 8e9)).toThrow(
    / 8\.0 GB are there\. Give --jobs 1 --set training\.microBatch=32 \(the same batch in parts\)/,
  );
  expect(refused(14.8e9, 1, 2.1e9)).toThrow(/Give smaller images or a smaller encoder\./);
});

test('a line to be typed again begins as this one did', () => {
  expect(ownName({ npm_command: 'exec' })).toBe('npx mimmx');
  expect(ownName({})).toBe('mimmx');
});
