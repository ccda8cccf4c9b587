import type { Factor } from '@mimmx/core';
import type { MethodResult, SummaryRow } from '@mimmx/experiment';
import { type ReportInput, report } from '../../src/index.ts';
import { differencesOf } from '../record/differences.ts';
import { syntheticRecord } from '../record/index.ts';
import { around, leakageRows } from '../record/rows.ts';
import { all, byId, parse } from '../xml.ts';

/** What a method of a test run came to. */
export interface Numbers {
  readonly inverted: number;
  readonly worst: number;
  /** Best probe of every confounder. */
  readonly probe: number;
  readonly sd?: number;
  readonly plugin?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Half-width of every interval. */
export const MARGIN = 0.01;

export interface RunOptions {
  readonly seeds?: readonly number[];
  /** Half-width of the interval of a paired difference; none is recorded if 0. */
  readonly paired?: number;
  /** Half-width of the methods' own intervals. */
  readonly margin?: number;
  readonly y?: Factor;
}

/** A run of two confounders with exactly these numbers: accuracies, or absolute errors if y is a number. */
export function run(methods: Readonly<Record<string, Numbers>>, options: RunOptions = {}): ReportInput {
  const { seeds = [0], paired = MARGIN, margin = MARGIN, y } = options;
  const base = syntheticRecord({ methods: Object.keys(methods), seeds, images: 8, updates: 40, bare: true });
  const main = y?.kind === 'continuous' ? 'mae' : 'accuracy';
  const results = Object.fromEntries(
    Object.entries(methods).map(([name, numbers]): [string, MethodResult] => {
      const result = base.summary.methods[name]!;
      const row = (set: string, measure: string, value: number): SummaryRow => ({
        ...around({ set, measure }, value, margin),
        high: value + margin,
        ...(Number.isNaN(value) && { value: null, low: null, high: null, note: 'not finite' }),
        ...(numbers.sd !== undefined && { sd: numbers.sd }),
      });
      return [
        name,
        {
          ...result,
          plugin: numbers.plugin ?? name,
          settings: { ...result.settings, ...numbers.settings },
          rows: [
            row('inverted', main, numbers.inverted),
            row('balanced', main, (numbers.inverted + 0.9) / 2),
            row('inverted', `worst-group ${main}`, numbers.worst),
            row('balanced', `worst-group ${main}`, numbers.worst),
            ...(main === 'mae' ? [row('inverted', 'r2', 0.4)] : []),
            ...leakageRows(numbers.probe, { z: base.summary.task.z as never }, false),
          ],
        },
      ];
    }),
  );
  const differences = paired > 0 ? differencesOf(results, paired, [main, `worst-group ${main}`]) : [];
  return {
    ...base,
    features: [],
    summary: {
      ...base.summary,
      methods: results,
      differences,
      ...(y && { task: { ...base.summary.task, y } }),
    },
  };
}

/** The short answer of a report: its first paragraph, and all of it. */
export async function answerOf(input: ReportInput) {
  const section = byId(parse(await report(input)), 'answer')!;
  return { lead: all(section, 'p')[0]!.text, all: section.text };
}
