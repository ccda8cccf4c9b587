import type { PreparedData } from '../data/index.ts';
import { meanAndSd } from '../evaluation/index.ts';
import type { ExperimentConfig } from './config.ts';
import type { JobResult, LeakageResult, MethodResult, ShiftResult, Summary } from './record.ts';

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Mean interval of several seeds: it speaks of the sampling of the test images, not of the training's luck (see `sd`). */
const meanIntervals = (
  all: readonly Readonly<Record<string, readonly [number, number]>>[],
): Record<string, readonly [number, number]> =>
  Object.fromEntries(
    Object.keys(all[0]!).map((name) => [
      name,
      [mean(all.map((one) => one[name]![0])), mean(all.map((one) => one[name]![1]))],
    ]),
  );

function meanShift(results: readonly ShiftResult[]): ShiftResult {
  const names = ['accuracy', 'balancedAccuracy', 'auroc', 'worstGroupAccuracy'] as const;
  const lost = Math.max(...results.map((result) => result.lost ?? 0));
  const stats = Object.fromEntries(
    names.map((name) => [name, meanAndSd(results.map((result) => result[name]))]),
  );
  return {
    accuracy: stats.accuracy!.mean,
    balancedAccuracy: stats.balancedAccuracy!.mean,
    auroc: stats.auroc!.mean,
    worstGroupAccuracy: stats.worstGroupAccuracy!.mean,
    ...(results.length > 1 ? { sd: Object.fromEntries(names.map((name) => [name, stats[name]!.sd])) } : {}),
    intervals: meanIntervals(results.map((result) => result.intervals)),
    ...(lost > 0 ? { lost } : {}),
    perGroup: results[0]!.perGroup.map((group, g) => ({
      ...group,
      accuracy: mean(results.map((result) => result.perGroup[g]?.accuracy ?? Number.NaN)),
    })),
  };
}

function meanLeakage(results: readonly LeakageResult[]): LeakageResult {
  const of = (name: 'linear' | 'knn' | 'mlp') => meanAndSd(results.map((result) => result[name]));
  const [linear, knn, mlp] = [of('linear'), of('knn'), of('mlp')];
  const { chance, switchedHead } = results[0]!;
  return {
    linear: linear.mean,
    knn: knn.mean,
    mlp: mlp.mean,
    chance,
    ...(results.length > 1 ? { sd: { linear: linear.sd, knn: knn.sd, mlp: mlp.sd } } : {}),
    intervals: meanIntervals(results.map((result) => result.intervals)) as LeakageResult['intervals'],
    ...(switchedHead === undefined
      ? {}
      : { switchedHead: mean(results.map((result) => result.switchedHead ?? Number.NaN)) }),
  };
}

/** Means over the seeds of one method. */
function meanMethod(results: readonly MethodResult[]): MethodResult {
  const first = results[0]!;
  const each = <T>(
    of: (result: MethodResult) => Readonly<Record<string, T>>,
    combine: (all: readonly T[]) => T,
  ) =>
    Object.fromEntries(
      // A seed's test set may not allow every measure; the mean is that of the seeds that have it.
      [...new Set(results.flatMap((result) => Object.keys(of(result))))].map((name) => [
        name,
        combine(results.flatMap((result) => of(result)[name] ?? [])),
      ]),
    );
  return {
    plugin: first.plugin,
    settings: first.settings,
    shifts: each((result) => result.shifts, meanShift),
    leakage: each((result) => result.leakage, meanLeakage),
    timing: {
      updateMs: mean(results.map((result) => result.timing.updateMs)),
      trainingSeconds: mean(results.map((result) => result.timing.trainingSeconds)),
      waitingSeconds: mean(results.map((result) => result.timing.waitingSeconds)),
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

/** Test images that no result speaks of, by shift. */
function lostNotes(jobs: readonly JobResult[], { splits }: PreparedData): string[] {
  return Object.entries(splits.shifts).flatMap(([shift, set]) => {
    const lost = Math.max(...jobs.map(({ result }) => result.shifts[shift]?.lost ?? 0));
    return lost > 0
      ? [`Shift "${shift}": ${lost} of ${set.rows.length} images cannot be read and are in no result.`]
      : [];
  });
}

/** `summary.json` of finished jobs. */
export function summarise(
  config: ExperimentConfig,
  data: PreparedData,
  dataset: Summary['dataset'],
  jobs: readonly JobResult[],
): Summary {
  return {
    format: 1,
    name: config.name,
    question: config.question,
    task: data.task,
    dataset,
    splits: data.report.sets,
    seeds: config.seeds,
    methods: Object.fromEntries(
      Object.keys(config.methods).map((name) => [
        name,
        meanMethod(jobs.filter((job) => job.method === name).map((job) => job.result)),
      ]),
    ),
    notes: [...data.report.notes, ...emptyGroupNotes(data), ...lostNotes(jobs, data)],
  };
}
