import { type Backend, type Choice, type EstimatorDefinition, option, options } from '@mimmx/core';
import { z } from 'zod';
import type { MiInput } from './input.ts';

/** How a variational estimator is trained and read when it is used by itself. */
export const trainingSettings = options({
  seed: option(z.int().min(0), {
    default: 0,
    description: 'Of every random number: splits, initial weights, batches.',
  }),
  steps: option(z.int().min(1), {
    default: 800,
    description: 'Updates at most; the learning rate falls to 0 over them along a half cosine.',
  }),
  batchSize: option(z.int().min(2), {
    absent: '256, or all rows to train on if there are fewer',
    description: 'Rows of an update.',
  }),
  learningRate: option(z.number().positive(), { default: 4e-3, description: 'Of Adam, at the start.' }),
  weightDecay: option(z.number().min(0), {
    default: 0.7,
    description: 'Decoupled (AdamW), against overfitting small samples.',
  }),
  folds: option(z.int().min(3), {
    default: 5,
    description:
      'Parts the rows are split into. Each takes its turn to be tested on while another decides when to stop and the rest train.',
  }),
  evaluateEvery: option(z.int().min(1), {
    default: 100,
    description: 'Updates between looks at the rows that decide when to stop.',
  }),
  patience: option(z.int().min(1), {
    default: 5,
    description: 'Looks without improvement after which training stops.',
  }),
  evaluationRows: option(z.int().min(2), {
    default: 512,
    description: 'Rows that are read together outside training: the size of the all-pairs table.',
  }),
  standardise: option(z.boolean(), {
    default: true,
    description: 'Real columns to mean 0 and standard deviation 1.',
  }),
  interval: option(z.boolean(), {
    default: true,
    description:
      'Whether to compute an interval; costs a neighbour estimator ten more runs, or one from 5,000 rows on.',
  }),
});

export type TrainingSettings = z.output<typeof trainingSettings>;

/** What `estimateMi` reports while it trains. */
export interface MiProgress {
  readonly step: number;
  readonly steps: number;
  /** Present estimate on the rows that decide when to stop, averaged over folds (and pairs). */
  readonly estimate: number;
}

/** Options of `estimateMi`: what to estimate with, under which distribution, and how to train. */
export interface EstimateOptions extends Partial<TrainingSettings> {
  /**
   * Name of one of this package's estimators, alone or with its options, or the definition of any other. By default one
   * that trains nothing: `ksg` for two real variables, `ross` for a real one and classes, `histogram` for classes.
   */
  readonly estimator?: string | Choice | EstimatorDefinition;
  /** Options of the estimator. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Classes to condition on: the result is I(x; y | given), the mean over classes by their share. */
  readonly given?: MiInput;
  /** Importance of each row ≥ 0: the result is under the distribution that these make. */
  readonly weights?: Float32Array | Float64Array | readonly number[];
  /** Compiles the training step; TensorFlow.js step by step where absent. */
  readonly backend?: Pick<Backend, 'compile'>;
  readonly onProgress?: (progress: MiProgress) => void;
  /** Ends training early; what was learned until then is read. */
  readonly signal?: AbortSignal;
}

/** One of the pairs of `estimateMiOfPairs`. */
export interface MiPair {
  readonly x: MiInput;
  readonly y: MiInput;
  readonly given?: MiInput;
  readonly weights?: EstimateOptions['weights'];
}

/** What `estimateMi` found. */
export interface MiEstimate {
  readonly estimator: string;
  /** In nats, or on the measure's own scale if `unit` says so. */
  readonly value: number;
  readonly unit: 'nats' | 'index';
  readonly bound: 'lower' | 'upper' | 'none';
  /** Standard error of `value`; NaN if not asked for. */
  readonly standardError: number;
  /** 95 % interval for the mean of the estimator, which says nothing of its bias. */
  readonly interval: readonly [low: number, high: number];
  /**
   * Whether training stopped early, or its held-out score rose by no more than 0.01 nats (1 % above 1) over the last
   * quarter of its looks. True where nothing is trained.
   */
  readonly converged: boolean;
  /** Updates made. */
  readonly steps: number;
  /** Rows that counted. */
  readonly rows: number;
  readonly seconds: number;
}
