import type { Prediction } from '@mimmx/experiment';
import { describe, expect, test } from 'vitest';
import { report } from '../../src/index.ts';
import { confusionOf } from '../../src/report/confusion.ts';
import { contextOf } from '../../src/report/context.ts';
import { meanPrecisionRecall, meanReliability, meanRoc } from '../../src/report/mean-curves.ts';
import { blocksOf } from '../../src/report/predicted.ts';
import { thresholdsOf } from '../../src/report/threshold.ts';
import { syntheticRecord } from '../record/index.ts';
import { all, byId, parse } from '../xml.ts';

const small = { images: 64, updates: 400 };
const block = (y: readonly number[], ones: readonly number[], seed = 0) => ({
  seed,
  y: Int32Array.from(y),
  values: Float64Array.from(ones.flatMap((p) => [1 - p, p])),
  patients: Int32Array.from(y, (_, i) => i),
});

describe('curves', () => {
  const good = block([0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9]);
  const useless = block([0, 0, 1, 1], [0.5, 0.5, 0.5, 0.5], 1);
  const area = (points: readonly { x: number; y: number }[]) =>
    points.slice(1).reduce((sum, p, i) => sum + ((p.x - points[i]!.x) / 100) * ((p.y + points[i]!.y) / 2), 0);

  test('lie at the top for perfect scores and on the diagonal for useless ones', () => {
    expect(meanRoc([good], 2).every(({ y }) => y === 1)).toBe(true);
    for (const { x, y } of meanRoc([useless], 2)) expect(y).toBeCloseTo(x / 100, 12);
    expect(meanPrecisionRecall([useless], 2).every(({ y }) => y === 0.5)).toBe(true);
  });

  test('have the mean of the seeds under them', () => {
    expect(area(meanRoc([good, useless], 2))).toBeCloseTo(0.75, 12);
  });

  test('of more than two classes are those of each against the others', () => {
    // Class 0 is told perfectly, 1 and 2 not at all.
    const values = Float64Array.of(0.9, 0.05, 0.05, 0.1, 0.45, 0.45, 0.1, 0.45, 0.45);
    const three = { seed: 0, y: Int32Array.of(0, 1, 2), values, patients: Int32Array.of(0, 1, 2) };
    // Against the others: 1, and twice (½ of a tie and a right one): 0.75.
    expect(area(meanRoc([three], 3))).toBeCloseTo((1 + 0.75 + 0.75) / 3, 2);
  });

  test('calibration leaves out bins of a few rows', () => {
    const sure = block([1, 1, 1, 0, 1], [0.85, 0.85, 0.85, 0.85, 0.85]);
    const one = block([1], [0.55]);
    expect(meanReliability([sure, one])).toEqual([{ x: expect.closeTo(85), y: 0.8 }]);
  });

  test('confusion counts what was called, as a mean over the seeds', () => {
    const other = block([0, 0, 1, 1], [0.9, 0.2, 0.8, 0.9], 1);
    expect([...confusionOf([good, other], 2)]).toEqual([1.5, 0.5, 0, 2]);
  });
});

test('rows without a truth or a finite prediction are left out, and seeds kept apart', () => {
  const { summary } = syntheticRecord(small);
  const row = (over: Partial<Prediction>): Prediction => ({
    id: 'a',
    patient: 'p',
    shift: 'inverted',
    method: 'erm',
    seed: 0,
    y: '≥ 5',
    z: [],
    probabilities: [0.2, 0.8],
    ...over,
  });
  const rows = [
    row({}),
    row({ y: '' }),
    row({ probabilities: [Number.NaN, Number.NaN] }),
    row({ seed: 1, y: '< 5' }),
    row({ shift: 'balanced' }),
    row({ method: 'mimm-x' }),
  ];
  const blocks = blocksOf(rows, summary, 'erm', 'inverted');
  expect(blocks.map(({ seed, y }) => [seed, ...y])).toEqual([
    [0, 1],
    [1, 0],
  ]);
});

describe('sensitivity and specificity', () => {
  const record = syntheticRecord({ ...small, methods: ['erm', 'mimm-x'], seeds: [0] });
  /** Class 1 scores 0.4 and class 0 scores 0.1, but for one image of the inverted test. */
  const shifted = (set: string, wrong: number): Prediction[] =>
    Array.from({ length: 10 }, (_, i) => {
      const p = i % 2 === 1 && i > wrong ? 0.4 : 0.1;
      const about = { id: `${i}`, patient: `${i}`, shift: set, method: 'erm', seed: 0, z: [] };
      return { ...about, y: i % 2 ? '≥ 5' : '< 5', probabilities: [1 - p, p] };
    });

  test('are taken at a threshold that validation data gave', () => {
    const predictions = [...shifted('validation', 0), ...shifted('inverted', 2), ...shifted('balanced', 0)];
    const [erm] = thresholdsOf(contextOf({ ...record, predictions }, {}));
    expect(erm!.threshold).toBeCloseTo(0.25, 6);
    expect(erm!.sets.map(({ set, rows }) => [set, ...rows.map(({ value }) => value)])).toEqual([
      ['inverted', 0.8, 1],
      ['balanced', 1, 1],
    ]);
  });

  test('are those of the more probable class without validation data, and the report says so', async () => {
    const predictions = [...shifted('inverted', 0), ...shifted('balanced', 0)];
    const [erm] = thresholdsOf(contextOf({ ...record, predictions }, {}));
    expect(erm!.threshold).toBeUndefined();
    expect(erm!.sets[0]!.rows.map(({ value }) => value)).toEqual([0, 1]);
    const text = byId(parse(await report({ ...record, predictions })), 'predictions')!.text;
    expect(text).toContain('no validation data, so no threshold could be fitted');
  });
});

test('the section has three curves for each main set, a table of confusion for each method, and the threshold', async () => {
  const root = parse(await report(syntheticRecord(small), { embedding: { kind: 'pca' } }));
  const section = byId(root, 'predictions')!;
  const pictures = all(section, 'svg').filter(({ attributes }) => attributes.role === 'img');
  expect(pictures).toHaveLength(2 * 3);
  expect(all(section, 'table')).toHaveLength(1 + 2 * 5);
  expect(section.text).toContain('fitted for each method and seed');
});
