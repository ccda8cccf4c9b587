import type { LeakageResult, ShiftResult, Summary } from '@mimmx/experiment';
import { expect, test } from 'vitest';
import { summaryTable } from '../../src/table/summary-table.ts';

const shift = (accuracy: number, worst: number): ShiftResult => ({
  accuracy,
  balancedAccuracy: accuracy,
  auroc: accuracy,
  worstGroupAccuracy: worst,
  intervals: { accuracy: [accuracy - 0.012, accuracy + 0.012] },
  perGroup: [],
});
const leakage = (linear: number, knn: number, mlp: number): LeakageResult => ({
  linear,
  knn,
  mlp,
  chance: 0.5,
  intervals: { linear: [0, 1], knn: [0, 1], mlp: [0, 1] },
});
const method = (inverted: number, worst: number) => ({
  plugin: 'x',
  settings: {},
  rows: [],
  selected: [],
  shifts: {
    inDistribution: shift(0.974, 0.88),
    inverted: shift(inverted, worst),
    balanced: shift(0.751, worst),
  },
  leakage: { thickness: leakage(0.9, 0.91, 0.97), rotation: leakage(0.5, 0.52, 0.51) },
  timing: { updateMs: 1, trainingSeconds: 1, waitingSeconds: 0 },
});
const summary: Summary = {
  format: 2,
  selection: 'last',
  differences: [],
  name: 'digits',
  question: '',
  task: { y: { name: 'digit', kind: 'categorical', classes: 2, labels: ['< 5', '≥ 5'] }, z: [] },
  dataset: { name: 'digits', licence: '', images: 1 },
  splits: [],
  seeds: [0, 1],
  methods: { 'multi-task': method(0.336, 0.08), 'mimm-x': method(0.83, Number.NaN) },
  notes: [],
};

test('says accuracy with interval and worst group of each shift, and the best probe of each confounder', () => {
  expect(
    summaryTable(summary),
  ).toBe(`Accuracy of "digit" in % [interval], and of its worst group, by test set (2 seeds)

            in-distribution           inverted                  balanced
            accuracy           worst  accuracy           worst  accuracy           worst
multi-task  97.4 [96.2, 98.6]   88.0  33.6 [32.4, 34.8]    8.0  75.1 [73.9, 76.3]    8.0
mimm-x      97.4 [96.2, 98.6]   88.0  83.0 [81.8, 84.2]      –  75.1 [73.9, 76.3]      –

Leakage: what the best fresh probe reads from the features of y, in %

            thickness    rotation
            chance 50.0  chance 50.0
multi-task  97.0 mlp     52.0 knn
mimm-x      97.0 mlp     52.0 knn
`);
});

test('says that a number is read as R²', () => {
  const age = { name: 'thickness', kind: 'continuous', mean: 0, sd: 1 } as const;
  const text = summaryTable({ ...summary, task: { ...summary.task, z: [age] } });
  expect(text).toContain('R², chance 50.0  chance 50.0');
});

test('fits 100 columns, however many test sets and confounders there are', () => {
  const many = Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`prevalence-${i}0`, shift(0.5, 0.5)]));
  const factors = Object.fromEntries(
    Array.from({ length: 12 }, (_, i) => [`confounder-${i}`, leakage(0.5, 0.5, 0.5)]),
  );
  const base = method(0.5, 0.5);
  const text = summaryTable({
    ...summary,
    methods: { 'a-method-with-a-very-long-name-indeed': { ...base, shifts: many, leakage: factors } },
  });
  expect(Math.max(...text.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(100);
  for (const name of [...Object.keys(many), ...Object.keys(factors)]) expect(text).toContain(name);
});
