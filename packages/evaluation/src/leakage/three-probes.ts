import type { Random } from '@mimmx/core/contracts';
import { bootstrap, type Interval, percentileInterval, type Statistic } from '../intervals/index.ts';
import type { PerceptronSettings } from '../probes/perceptron.ts';

/** The probes, each fitted afresh to the features it judges. */
export type ProbeName = 'linear' | 'knn' | 'mlp';

export interface LeakageSettings {
  readonly random: Random;
  /** Neighbours of the kNN probe. */
  readonly neighbours?: number;
  /** Penalty λ of the linear probe. */
  readonly penalty?: number;
  readonly perceptron?: Omit<PerceptronSettings, 'random'>;
  /** Most patients used, drawn at random: kNN costs the square of it. */
  readonly maximumPatients?: number;
  /** Bootstrap resamples of the intervals. */
  readonly replicates?: number;
  readonly level?: number;
}

/** How well each probe reads z from the features, on patients it was not fitted to. */
export interface Leakage {
  readonly linear: number;
  readonly knn: number;
  readonly mlp: number;
  /** The largest of the three. Being a maximum, it lies somewhat above chance even when nothing leaks. */
  readonly best: number;
  /** Balanced accuracy for a categorical z; R² (which may be negative) for a continuous one. */
  readonly measure: 'balanced-accuracy' | 'r2';
  /** What features that know nothing of z would give: 1 / classes, or 0. */
  readonly chance: number;
  readonly intervals: Readonly<Record<ProbeName, Interval>>;
  /** Rows the probes were judged on. */
  readonly rows: number;
}

/** The three probes with their intervals, and the best of them. */
export function summarise(
  probes: Readonly<Record<ProbeName, Statistic>>,
  about: Pick<Leakage, 'measure' | 'chance' | 'rows'>,
  clusters: number,
  { random, replicates = 1000, level }: LeakageSettings,
): Leakage {
  const all = new Int32Array(clusters).fill(1);
  const [linear, knn, mlp] = [probes.linear(all), probes.knn(all), probes.mlp(all)];
  const resampled = bootstrap([probes.linear, probes.knn, probes.mlp], clusters, { random, replicates });
  const interval = (probe: number) => percentileInterval(resampled[probe]!, level);
  return {
    linear,
    knn,
    mlp,
    best: Math.max(linear, knn, mlp),
    ...about,
    intervals: { linear: interval(0), knn: interval(1), mlp: interval(2) },
  };
}
