import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import { compareRuns } from '../../src/index.ts';
import { runOf } from './runs.ts';

const often = (seed: number, share: number) => {
  const random = new Random(seed);
  const draws = Array.from({ length: 200 }, () => random.uniform());
  return (row: number) => draws[row]! < share;
};
const accuracyOf = (comparison: ReturnType<typeof compareRuns>) =>
  comparison.differences.find(({ measure }) => measure === 'accuracy')!;

test('a run held against itself differs in nothing, and nothing is called a difference', () => {
  const right = { erm: [often(1, 0.7), often(2, 0.7)] };
  const comparison = compareRuns([runOf({ label: 'a', right }), runOf({ label: 'b', right })]);
  expect(comparison.settings).toEqual([]);
  expect(comparison.surroundings).toEqual([]);
  for (const row of comparison.differences)
    expect(row).toMatchObject({ difference: 0, low: 0, high: 0, standing: 'open', seeds: '2' });
  expect(comparison.differences.map(({ measure }) => measure)).toEqual([
    'accuracy',
    'balanced-accuracy',
    'auroc',
    'worst-group accuracy',
  ]);
});

test('the difference is that of the means over seeds, and its interval that of the patients, resampled by hand', () => {
  const [a, b] = [often(1, 0.6), often(2, 0.9)];
  const row = accuracyOf(
    compareRuns([runOf({ label: 'a', right: { erm: [a] } }), runOf({ label: 'b', right: { erm: [b] } })]),
  );
  const rows = Array.from({ length: 40 }, (_, i) => i);
  const gaps = rows.map((one) => Number(b(one)) - Number(a(one)));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / 40;
  expect(row.difference).toBeCloseTo(mean, 12);
  expect([row.first, row.second]).toEqual([rows.filter(a).length / 40, rows.filter(b).length / 40]);
  // 20 patients with two images each, drawn with replacement; the 5th and 95th percentile of 20,000 resamples.
  const random = new Random(7);
  const drawn = Array.from({ length: 20_000 }, () => {
    let sum = 0;
    for (let i = 0; i < 20; i++) {
      const patient = random.integer(20);
      sum += gaps[2 * patient]! + gaps[2 * patient + 1]!;
    }
    return sum / 40;
  }).sort((x, y) => x - y);
  expect(Math.abs(row.low! - drawn[1000]!)).toBeLessThan(0.05);
  expect(Math.abs(row.high! - drawn[19_000]!)).toBeLessThan(0.05);
  expect(row.standing).toBe(row.low! > 0 ? 'better' : 'open');
});

test('a number in bins makes the groups that its bins would make as classes', () => {
  const [right, other] = [{ erm: [often(1, 0.6)] }, { erm: [often(2, 0.9)] }];
  const [classes, bins] = [false, true].map(
    (number) =>
      compareRuns([runOf({ label: 'a', right, number }), runOf({ label: 'b', right: other, number })])
        .differences,
  );
  expect(bins!.map(({ measure }) => measure)).toContain('worst-group accuracy');
  expect(bins).toEqual(classes);
});

test('with several seeds a difference has to exceed what seeds do, too', () => {
  const wrongAt = (from: number, to: number) => (row: number) => row < from || row >= to;
  const steady = [wrongAt(0, 10), wrongAt(0, 11)];
  const better = [wrongAt(0, 0), wrongAt(0, 1)];
  const wild = [wrongAt(0, 0), wrongAt(0, 14)];
  const standing = (second: typeof steady) =>
    accuracyOf(
      compareRuns([
        runOf({ label: 'a', right: { erm: steady } }),
        runOf({ label: 'b', right: { erm: second } }),
      ]),
    ).standing;
  expect(standing(better)).toBe('better');
  expect(standing(wild)).toBe('open');
});

test('other test rows are said to be other, and nothing is judged', () => {
  const right = { erm: [often(1, 0.7)] };
  const half = Array.from({ length: 30 }, (_, i) => i + 20);
  const comparison = compareRuns([runOf({ label: 'a', right }), runOf({ label: 'b', right, rows: half })]);
  for (const row of comparison.differences) {
    expect(row).toMatchObject({ standing: 'unpaired', low: null, high: null });
    expect(row.note).toBe('not the same test rows: 40 and 30, of which 20 are in both');
  }
});

test('an image with another label is another row; one that was drawn twice is two', () => {
  const right = { erm: [often(1, 0.7)] };
  const a = runOf({ label: 'a', right, rows: [1, 2, 2, 3, 4, 5] });
  const b = runOf({ label: 'b', right, rows: [5, 2, 4, 3, 2, 1] });
  expect(accuracyOf(compareRuns([a, b]))).toMatchObject({ difference: 0, count: 6, standing: 'open' });
  const other = {
    ...b,
    predictions: b.predictions.map((row) => (row.id === 'image-5' ? { ...row, z: ['F'] } : row)),
  };
  expect(accuracyOf(compareRuns([a, other])).note).toBe(
    'not the same test rows: 6 and 6, of which 5 are in both',
  );
});

test('methods are matched by name, or as the only ones; the others are named', () => {
  const one = often(1, 0.7);
  const a = runOf({ label: 'a', right: { erm: [one], 'mimm-x': [one] } });
  const b = runOf({ label: 'b', right: { 'mimm-x': [one], dann: [one] } });
  const comparison = compareRuns([a, b]);
  expect(new Set(comparison.differences.map(({ method }) => method))).toEqual(new Set(['mimm-x']));
  expect(comparison.unmatched).toEqual([{ run: 1, methods: ['dann'], missing: ['erm'] }]);
  const alone = compareRuns([
    runOf({ label: 'a', right: { erm: [one] } }),
    runOf({ label: 'b', right: { dann: [one] } }),
  ]);
  expect(alone.differences[0]).toMatchObject({ method: 'erm', other: 'dann' });
});

test('settings that differ are told by their paths; names, questions and loggers decide nothing', () => {
  const right = { erm: [often(1, 0.7)] };
  const config = (more: object) => ({ evaluation: { bootstrap: 50 }, training: { updates: 10 }, ...more });
  const a = runOf({
    label: 'a',
    right,
    config: config({ name: 'a', loggers: [], methods: { erm: { options: {} } } }),
  });
  const b = runOf({
    label: 'b',
    right,
    config: {
      ...config({ name: 'b', loggers: ['csv'] }),
      training: { updates: 20 },
      methods: { erm: { options: { rate: 2 } } },
    },
  });
  expect(compareRuns([a, b]).settings).toEqual([
    { path: 'training.updates', values: ['10', '20'] },
    { path: 'methods.erm.options', values: ['{}', null] },
    { path: 'methods.erm.options.rate', values: [null, '2'] },
  ]);
});

test('one run, and runs of other questions, are refused in one line', () => {
  const right = { erm: [often(1, 0.7)] };
  const a = runOf({ label: 'a', right });
  expect(() => compareRuns([a])).toThrow('E_NOT_COMPARABLE: One run cannot be compared. Give two or more.');
  const y = { name: 'sick', kind: 'categorical', classes: 2, labels: ['healthy', 'ill'] } as const;
  expect(() => compareRuns([a, runOf({ label: 'b', right, y })])).toThrow(
    'E_NOT_COMPARABLE: a predicts sick (no | yes), b sick (healthy | ill). Compare runs that predict the same.',
  );
});
