import type { Climb } from './protocols/index.ts';

/** One cell of the benchmark's table: an estimator on a task, over seeds. */
export interface BenchmarkRow {
  readonly estimator: string;
  readonly task: string;
  /** In nats. */
  readonly truth: number;
  /** Samples of one estimate. */
  readonly n: number;
  readonly seeds: number;
  readonly unit: 'nats' | 'index';
  readonly bound: 'lower' | 'upper' | 'none';
  readonly mean: number;
  /** Standard deviation over seeds. */
  readonly sd: number;
  /** mean − truth and E (value − truth)²; null where the unit is not nats. */
  readonly bias: number | null;
  readonly mse: number | null;
  /** Seconds of one estimate, on average. */
  readonly seconds: number;
}

/** Sums up the estimates of one estimator on one task. */
export function summariseRow(
  head: Pick<BenchmarkRow, 'estimator' | 'task' | 'truth' | 'n' | 'unit' | 'bound'>,
  values: readonly number[],
  seconds: readonly number[],
): BenchmarkRow {
  const seeds = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / seeds;
  const sd = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / Math.max(seeds - 1, 1));
  const nats = head.unit === 'nats';
  return {
    ...head,
    seeds,
    mean,
    sd,
    bias: nats ? mean - head.truth : null,
    mse: nats ? values.reduce((sum, v) => sum + (v - head.truth) ** 2, 0) / seeds : null,
    seconds: seconds.reduce((a, b) => a + b, 0) / seeds,
  };
}

/** What is known of one stair of a climb. */
interface ClimbedStair {
  readonly truth: number;
  readonly mean: number;
  /** Over the counted updates. */
  readonly variance: number;
  readonly mse: number;
}

/** The rows of one climb, a stair each: its standard deviation is that of the estimate on one batch. */
export function summariseClimb(
  { climb, ...head }: Pick<BenchmarkRow, 'unit' | 'bound'> & { readonly climb: Climb },
  runs: readonly { readonly seconds: number; readonly stairs: readonly ClimbedStair[] }[],
): BenchmarkRow[] {
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  return climb.stairs.map((truth, i) => {
    const stairs = runs.map((run) => run.stairs[i]!);
    const value = mean(stairs.map((stair) => stair.mean));
    return {
      estimator: climb.label,
      task: `${climb.task}-${Number(truth.toFixed(2))}`,
      truth,
      n: climb.batchSize,
      ...head,
      seeds: runs.length,
      mean: value,
      sd: Math.sqrt(mean(stairs.map((stair) => stair.variance))),
      bias: value - truth,
      mse: mean(stairs.map((stair) => stair.mse)),
      seconds: mean(runs.map((run) => run.seconds)) / climb.stairs.length,
    };
  });
}
