import type { RunComparison, RunDifference } from '@mimmx/experiment';
import { expect, test } from 'vitest';
import { comparisonPage } from '../../src/index.ts';
import { syntheticRecord } from '../record/index.ts';
import { all, byId, parse } from '../xml.ts';

const record = syntheticRecord({ methods: ['erm', 'mimm-x'], seeds: [0], bare: true });
const runs = ['runs/<a>', 'b & c'].map((label) => ({ ...record, label, predictions: [] }));

const row = (more: Partial<RunDifference>): RunDifference => ({
  run: 1,
  method: 'erm',
  other: 'erm',
  set: 'inverted',
  measure: 'accuracy',
  better: 'higher',
  first: 0.5,
  second: 0.6,
  difference: 0.1,
  low: 0.02,
  high: 0.18,
  standing: 'better',
  seeds: '1',
  count: 100,
  ...more,
});

const comparison = (
  differences: readonly RunDifference[],
  more: Partial<RunComparison> = {},
): RunComparison => ({
  runs,
  settings: [{ path: 'training.updates', values: ['10', '20'] }],
  surroundings: [],
  differences,
  unmatched: [],
  level: 0.95,
  ...more,
});

const answerOf = (given: RunComparison): string =>
  byId(parse(comparisonPage(given)), 'answer')!.text.replace(/\s+/g, ' ');

test('a page without script or address, well-formed whatever runs are called', () => {
  const page = comparisonPage(comparison([row({})]));
  const document = parse(page);
  expect(all(document, 'h1')[0]!.text).toBe('runs/<a> and b & c');
  expect(all(document, 'script')).toEqual([]);
  expect(page).not.toMatch(/(?:src|href)="(?!data:)/);
  expect(byId(document, 'settings')!.text).toContain('training.updates');
  expect(comparisonPage(comparison([row({})]))).toBe(page);
});

test('sentences say no more than the interval', () => {
  expect(answerOf(comparison([row({})]))).toContain('10.0 points more (2.0 to 18.0): better in b & c.');
  expect(answerOf(comparison([row({ low: -0.02, standing: 'open' })]))).toContain(
    '10.0 points more, which is not shown to differ from none (−2.0 to 18.0).',
  );
  const unpaired = row({
    low: null,
    high: null,
    standing: 'unpaired',
    note: 'not the same test rows: 4 and 3, of which 2 are in both',
  });
  const said = answerOf(comparison([unpaired]));
  expect(said).toContain(
    'cannot be told apart or held equal: not the same test rows: 4 and 3, of which 2 are in both.',
  );
  expect(said).not.toMatch(/points|better|worse/);
});

test('methods without a counterpart are named, and none at all is said', () => {
  const lone = comparison([], { unmatched: [{ run: 1, methods: ['dann'], missing: ['erm', 'mimm-x'] }] });
  expect(answerOf(lone)).toContain('nothing is compared');
  expect(answerOf(lone)).toContain('Only in b & c, and not compared: dann.');
});

test('what is left in features of unlike width is said not to compare', () => {
  const wide = runs.map((run) => structuredClone(run));
  (wide[1]!.summary.methods.erm!.settings as Record<string, unknown>).primaryWidth = 8;
  const text = byId(parse(comparisonPage(comparison([row({})], { runs: wide }))), 'leakage')!.text;
  expect(text).toContain('not comparable: 1 wide, standardised in runs/<a>; 8 wide, standardised in b & c');
});
