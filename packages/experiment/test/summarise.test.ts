import type { MeasureRow } from '@mimmx/evaluation';
import { meanRows, summarise, type TrialResult } from '@mimmx/experiment';
import { expect, test } from 'vitest';

const row = (
  group: string | undefined,
  value: number | null,
  more: Partial<MeasureRow> = {},
): MeasureRow => ({
  set: 'balanced',
  measure: 'accuracy',
  ...(group === undefined ? {} : { group }),
  value,
  low: value === null ? null : value - 0.1,
  high: value === null ? null : value + 0.1,
  count: 10,
  ...more,
});

test('rows of several seeds are matched by what they speak of, not by their place', () => {
  // The second seed lacks a group and lists the others the other way round.
  const first = [row(undefined, 0.8), row('a', 0.6), row('b', 0.7), row('c', 0.9)];
  const second = [row('c', 0.5), row('a', 0.8), row(undefined, 0.6)];
  const rows = meanRows([first, second]);
  const of = (group?: string) => rows.find((one) => one.group === group)!;
  expect(rows).toHaveLength(4);
  expect(of().value).toBeCloseTo(0.7, 12);
  expect(of('a').value).toBeCloseTo(0.7, 12);
  expect(of('c').value).toBeCloseTo(0.7, 12);
  expect(of('c').low).toBeCloseTo(0.6, 12);
  expect(of('a').sd).toBeCloseTo(Math.sqrt(2) * 0.1, 12);
  expect([of('a').seeds, of('b').seeds, of('b').value]).toEqual([2, 1, 0.7]);
});

test('what is not defined in a seed is left out of the mean, and what is in none says why', () => {
  const note = 'not defined on these rows';
  const rows = meanRows([
    [row('a', null, { note }), row('b', null, { note })],
    [row('a', 0.4), row('b', null, { note })],
  ]);
  expect(rows[0]).toMatchObject({ group: 'a', value: 0.4, seeds: 1 });
  expect(rows[0]).not.toHaveProperty('note');
  expect(rows[1]).toMatchObject({ group: 'b', value: null, low: null, seeds: 0, note });
  expect(rows[1]).not.toHaveProperty('sd');
});

test('results are grouped by any of their tags, in the order in which these occur', () => {
  const result = (method: string, seed: number, fold: number, value: number) =>
    ({ tags: { method, seed, fold }, rows: [row(undefined, value)] }) as unknown as TrialResult;
  const results = [
    result('erm', 0, 0, 0.5),
    result('mimm-x', 0, 0, 0.9),
    result('erm', 0, 1, 0.7),
    result('mimm-x', 0, 1, 0.7),
  ];
  const byMethod = summarise(results, ['method']);
  expect(byMethod.map(({ tags }) => tags)).toEqual([{ method: 'erm' }, { method: 'mimm-x' }]);
  expect(byMethod.map(({ rows }) => rows[0]!.value!.toFixed(3))).toEqual(['0.600', '0.800']);
  expect(summarise(results, ['fold']).map(({ results: own }) => own.length)).toEqual([2, 2]);
  // A tag that no trial has groups all together.
  expect(summarise(results, ['strength'])).toHaveLength(1);
});
