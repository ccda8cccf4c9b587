import { z } from 'zod';
import type { MetricLine, Summary } from '../../record.ts';

// zod's own number is a finite one; a measure may come out as anything.
const number = z.custom<number>((value) => typeof value === 'number');
const count = z.number().nonnegative();
const texts = z.record(z.string(), z.string());
const interval = z.tuple([number, number]);
const sd = z.record(z.string(), number).optional();

const factor = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('categorical'),
    name: z.string(),
    classes: z.number().int().min(1).max(10_000),
    labels: z.array(z.string()).min(1).max(10_000),
  }),
  z.looseObject({ kind: z.literal('continuous'), name: z.string() }),
]);

const row = z.looseObject({
  set: z.string(),
  measure: z.string(),
  factor: z.string().optional(),
  probe: z.string().optional(),
  group: z.string().optional(),
  value: number.nullable(),
  low: number.nullable(),
  high: number.nullable(),
  count,
  note: z.string().optional(),
});

const shift = z.looseObject({
  accuracy: number,
  balancedAccuracy: number,
  auroc: number,
  worstGroupAccuracy: number,
  sd,
  intervals: z.record(z.string(), interval),
  perGroup: z.array(z.looseObject({ labels: texts, count, accuracy: number })),
  lost: count.optional(),
});

const leakage = z.looseObject({
  linear: number,
  knn: number,
  mlp: number,
  chance: number,
  sd,
  intervals: z.looseObject({ linear: interval, knn: interval, mlp: interval }),
  switchedHead: number.optional(),
});

const method = z.looseObject({
  plugin: z.string(),
  settings: z.record(z.string(), z.unknown()),
  rows: z.array(row),
  selected: z.array(z.looseObject({ rule: z.string(), step: count, value: number.nullable() })),
  shifts: z.record(z.string(), shift),
  leakage: z.record(z.string(), leakage),
  timing: z.looseObject({ updateMs: number, trainingSeconds: number, waitingSeconds: number }),
});

const split = z.looseObject({
  name: z.string(),
  count,
  patients: count,
  cells: z.array(z.looseObject({ labels: texts, count })),
  dependence: z.array(
    z.looseObject({ a: z.string(), b: z.string(), correlation: number, mutualInformation: number }),
  ),
});

const difference = z.looseObject({
  set: z.string(),
  measure: z.string(),
  a: z.string(),
  b: z.string(),
  difference: number.nullable(),
  low: number.nullable(),
  high: number.nullable(),
  pValue: number.nullable(),
});

const summarySchema = z.looseObject({
  name: z.string(),
  question: z.string(),
  task: z.looseObject({ y: factor, z: z.array(factor) }),
  dataset: z.looseObject({
    name: z.string(),
    licence: z.string(),
    citation: z.string().optional(),
    images: count,
  }),
  splits: z.array(split),
  seeds: z.array(z.number().int()).min(1),
  selection: z.string(),
  methods: z.record(z.string(), method),
  differences: z.array(difference).optional(),
  notes: z.array(z.string()),
});

const lineSchema = z.looseObject({
  method: z.string(),
  seed: z.number(),
  step: z.number(),
  kind: z.enum(['train', 'watch']),
  values: z.record(z.string(), number),
});

/** What reads tables and draws reports relies on. @throws zod's error, of which the first issue says where */
export const checkSummary = (value: unknown): Summary => {
  summarySchema.parse(value);
  return value as Summary;
};

/** @throws zod's error */
export const checkLine = (value: unknown): MetricLine => {
  lineSchema.parse(value);
  return value as MetricLine;
};
