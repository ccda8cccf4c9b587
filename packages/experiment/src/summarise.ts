import type { Task } from '@mimmx/core';
import type { PreparedData } from '@mimmx/data';
import { type MeasureRow, meanAndSd } from '@mimmx/evaluation';
import type { ExperimentConfig } from './config.ts';
import type { MethodResult, Summary, SummaryRow } from './record.ts';
import { leakageView, shiftView } from './summary-views.ts';
import type { TrialResult } from './trial/store.ts';
import type { Tags } from './trial/trial.ts';

/** Trials of equal tags, taken together. */
export interface Group {
  readonly tags: Tags;
  readonly results: readonly TrialResult[];
  /** Means over the trials. */
  readonly rows: readonly SummaryRow[];
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** What a row speaks of, whatever came out. */
export const rowKey = ({ set, measure, factor, probe, group }: MeasureRow): string =>
  JSON.stringify([set, measure, factor ?? null, probe ?? null, group ?? null]);

/**
 * Means over trials of every row that one of them has, matched by what the rows speak of. An interval is the mean of
 * the trials' intervals: it speaks of the sampling of the test images, `sd` of the luck of the trainings.
 */
export function meanRows(trials: readonly (readonly MeasureRow[])[]): SummaryRow[] {
  const together = new Map<string, MeasureRow[]>();
  for (const row of trials.flat()) {
    const key = rowKey(row);
    const known = together.get(key);
    if (known) known.push(row);
    else together.set(key, [row]);
  }
  return [...together.values()].map((rows) => {
    const defined = rows.filter(({ value }) => value !== null);
    const of = (field: 'value' | 'low' | 'high') =>
      defined.flatMap((row) => (row[field] === null ? [] : [row[field]]));
    const averaged = (values: readonly number[]) => (values.length > 0 ? mean(values) : null);
    const { value: _, low: _low, high: _high, note, ...about } = rows[0]!;
    return {
      ...about,
      value: averaged(of('value')),
      low: averaged(of('low')),
      high: averaged(of('high')),
      ...(trials.length > 1 && defined.length > 0 ? { sd: meanAndSd(of('value')).sd } : {}),
      seeds: defined.length,
      ...(defined.length === 0 && note !== undefined ? { note } : {}),
    };
  });
}

/**
 * Results grouped by some of their tags, in the order in which these occur first.
 *
 * @example
 * summarise(results, ['method', 'strength']); // one group for each method at each strength, means over the seeds
 */
export function summarise(results: readonly TrialResult[], by: readonly string[]): Group[] {
  const groups = new Map<string, TrialResult[]>();
  for (const result of results) {
    const key = JSON.stringify(by.map((name) => result.tags[name] ?? null));
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()].map((own) => ({
    tags: Object.fromEntries(
      by.flatMap((name) => (name in own[0]!.tags ? [[name, own[0]!.tags[name]!]] : [])),
    ),
    results: own,
    rows: meanRows(own.map(({ rows }) => rows)),
  }));
}

/** One method on some test sets. */
export function methodResult(
  { results, rows }: Group,
  { task, splits }: { readonly task: Task; readonly splits: Pick<PreparedData['splits'], 'shifts'> },
): MethodResult {
  const first = results[0]!;
  const timing = (name: keyof TrialResult['timing']) => mean(results.map((result) => result.timing[name]));
  return {
    plugin: first.plugin,
    settings: first.settings,
    rows,
    selected: results.map(({ selected }) => selected),
    shifts: Object.fromEntries(
      Object.entries(splits.shifts).map(([name, set]) => [name, shiftView(rows, set, task.y)]),
    ),
    leakage: Object.fromEntries(
      task.z.flatMap((factor) => {
        const view = leakageView(rows, factor.name);
        return view ? [[factor.name, view]] : [];
      }),
    ),
    timing: {
      updateMs: timing('updateMs'),
      trainingSeconds: timing('trainingSeconds'),
      waitingSeconds: timing('waitingSeconds'),
    },
  };
}

/** A fallback that whoever reads the results has to know. */
function emptyGroupNotes({ report, splits }: PreparedData): string[] {
  const train = report.sets.find(({ name }) => name === splits.train.name);
  if (!train || train.emptyCells === 0) return [];
  return [
    `${train.emptyCells} of ${splits.train.groups.count} groups have no training image; group-balanced batches hold the others equally often.`,
  ];
}

/** `summary.json` of finished trials. */
export function summaryOf(
  config: ExperimentConfig,
  data: PreparedData,
  dataset: Summary['dataset'],
  results: readonly TrialResult[],
  differences: Summary['differences'],
): Summary {
  const groups = new Map(summarise(results, ['method']).map((group) => [group.tags.method, group]));
  return {
    format: 2,
    name: config.name,
    question: config.question,
    task: data.task,
    dataset,
    splits: data.report.sets,
    seeds: config.seeds,
    selection: config.evaluation.select,
    methods: Object.fromEntries(
      Object.keys(config.methods).flatMap((name) => {
        const group = groups.get(name);
        return group ? [[name, methodResult(group, data)]] : [];
      }),
    ),
    differences,
    notes: [
      ...data.report.notes,
      ...emptyGroupNotes(data),
      ...new Set(results.flatMap(({ notes }) => notes)),
    ],
  };
}
