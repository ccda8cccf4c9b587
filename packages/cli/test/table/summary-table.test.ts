import type { Factor } from '@mimmx/core';
import type { MethodResult, Summary, SummaryRow } from '@mimmx/experiment';
import { expect, test } from 'vitest';
import { summaryTable } from '../../src/table/summary-table.ts';

type Values = Readonly<Record<string, number | null>>;

const row = (
  set: string,
  measure: string,
  value: number | null,
  more: Partial<SummaryRow> = {},
): SummaryRow => {
  const ends = value === null ? { low: null, high: null } : { low: value - 0.012, high: value + 0.012 };
  return { set, measure, value, ...ends, count: 100, seeds: 2, ...more };
};
const leakage = (factor: string, best: number | null, chance = 0.5, note?: string): SummaryRow[] => [
  row('balanced', 'leakage', best, { factor, probe: 'best', ...(note && { note }) }),
  row('balanced', 'leakage', chance, { factor, probe: 'chance' }),
  // A probe that is not the chosen one is not shown, though it reads more.
  row('balanced', 'leakage', 0.99, { factor, probe: 'mlp' }),
];
const method = (
  sets: Readonly<Record<string, Values>>,
  more: readonly SummaryRow[] = [],
  primaryWidth = 1,
): MethodResult => ({
  plugin: 'x',
  settings: { primaryWidth },
  rows: [
    ...Object.entries(sets).flatMap(([set, values]) =>
      Object.entries(values).map(([measure, value]) => row(set, measure, value)),
    ),
    // Of one group, and of one confounder: not of the whole set.
    row('inverted', 'accuracy', 0.01, { group: 'y = sick' }),
    row('inverted', 'auroc', 0.02, { factor: 'thickness' }),
    ...more,
  ],
  selected: [],
  shifts: Object.fromEntries(Object.keys(sets).map((set) => [set, {} as never])),
  leakage: {},
  timing: { updateMs: 1, trainingSeconds: 1, waitingSeconds: 0 },
});

const categorical = (name: string): Factor => ({ name, kind: 'categorical', classes: 2, labels: ['0', '1'] });
const summary = (methods: Summary['methods'], y: Factor, z: readonly Factor[]): Summary => ({
  format: 2,
  selection: 'last',
  differences: [],
  name: 'digits',
  question: '',
  task: { y, z },
  dataset: { name: 'digits', licence: '', images: 1 },
  splits: [],
  seeds: [0, 1],
  methods,
  notes: [],
});
const at = (accuracy: number, worst: number | null, auroc: number): Values => ({
  accuracy,
  'worst-group accuracy': worst,
  auroc,
});
const digits = summary(
  {
    'multi-task': method({ inverted: at(0.336, 0.08, 0.301), balanced: at(0.751, 0.08, 0.8) }, [
      ...leakage('thickness', 0.97),
      ...leakage('rotation', 0.52),
    ]),
    'mimm-x': method({ inverted: at(0.83, null, 0.912), balanced: at(0.86, 0.7, 0.95) }, [
      ...leakage('thickness', 0.54),
      ...leakage('rotation', null, 0.5, 'too few patients'),
    ]),
  },
  categorical('digit'),
  [categorical('thickness'), categorical('rotation')],
);

test('says accuracy with its interval, worst group and AUROC of each set, and the best probe of each confounder', () => {
  expect(summaryTable(digits)).toBe(`"digit" in % [interval], by test set (2 seeds)

            inverted                         balanced
            accuracy           worst  AUROC  accuracy           worst  AUROC
multi-task  33.6 [32.4, 34.8]    8.0   30.1  75.1 [73.9, 76.3]    8.0   80.0
mimm-x      83.0 [81.8, 84.2]      –   91.2  86.0 [84.8, 87.2]   70.0   95.0

Leakage: what the best of five fresh probes reads from f_y, in % [interval]

            thickness          rotation
            chance 50.0        chance 50.0
multi-task  97.0 [95.8, 98.2]  52.0 [50.8, 53.2]
mimm-x      54.0 [52.8, 55.2]                  –

Not measured: mimm-x, rotation: too few patients
`);
});

test('shows other measures if asked, and refuses one that the record does not have', () => {
  const text = summaryTable(digits, { metrics: 'auroc, worst-group accuracy' });
  expect(text).toContain('auroc              worst-group accuracy');
  expect(text).toContain('multi-task  30.1 [28.9, 31.3]');
  expect(text).not.toContain('33.6');
  expect(() => summaryTable(digits, { metrics: 'aurok' })).toThrow(
    'E_OPTION: --metrics: the record has no measure "aurok". Did you mean "auroc"?',
  );
});

test('says width where widths differ, for they do not compare', () => {
  const methods = {
    erm: method({ inverted: at(0.5, 0.3, 0.5) }, leakage('thickness', 0.9), 2),
    'mimm-x': method({ inverted: at(0.8, 0.7, 0.9) }, leakage('thickness', 0.54)),
  };
  const text = summaryTable(summary(methods, categorical('digit'), [categorical('thickness')]));
  expect(text).toContain('; compare equal widths only');
  expect(text).toMatch(/erm +2 {2}90\.0/);
  expect(text).toMatch(/mimm-x +1 {2}54\.0/);
});

test('of a y that is a number it says errors in its unit and R², and R² of a confounder that is one', () => {
  const number = (name: string): Factor => ({ name, kind: 'continuous', mean: 60, sd: 10, unit: 'years' });
  const erm = method(
    { balanced: { mae: 7.314, 'worst-group mae': 12.06, r2: -0.214 } },
    leakage('volume', -0.107, 0),
  );
  expect(
    summaryTable(summary({ erm }, number('age'), [number('volume')])),
  ).toBe(`"age" in years [interval], by test set (2 seeds)

     balanced
     MAE                worst  R²
erm  7.31 [7.30, 7.33]   12.1  -0.214

Leakage: what the best of five fresh probes reads from f_y, in % or R² [interval]

     volume
     R², chance 0
erm  -0.107 [-0.119, -0.095]
`);
});

test('fits 100 columns, however many test sets and confounders there are', () => {
  const sets = Object.fromEntries(
    Array.from({ length: 7 }, (_, i) => [`prevalence-${i}0`, at(0.5, 0.5, 0.5)]),
  );
  const factors = Array.from({ length: 12 }, (_, i) => categorical(`confounder-${i}`));
  const rows = factors.flatMap(({ name }) => leakage(name, 0.5));
  const methods = { 'a-method-with-a-very-long-name-indeed': method(sets, rows) };
  const text = summaryTable(summary(methods, categorical('digit'), factors));
  expect(Math.max(...text.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(100);
  for (const name of [...Object.keys(sets), ...factors.map((factor) => factor.name)])
    expect(text).toContain(name);
});
