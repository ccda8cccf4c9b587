import type { Metrics, Task } from '../contracts/index.ts';

/** Which training of a run: one method with one seed. */
export interface Job {
  readonly method: string;
  readonly seed: number;
}

/** One line of `metrics.jsonl`: training numbers of an update, or an evaluation during the training. */
export interface MetricLine extends Job {
  /** Encoder updates done when the numbers were taken. */
  readonly step: number;
  readonly kind: 'train' | 'watch';
  /** Losses and MI in nats, accuracies as fractions. `mi.<z>`, `weight.<z>`, `loss.y`, `accuracy.<shift>`, `probe.<z>`. */
  readonly values: Metrics;
}

/** A number with its percentile bootstrap interval (95 % unless the config says otherwise). */
export interface Measured {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Accuracy of one group (combination of y and z), as a fraction. */
export interface GroupResult {
  /** E.g. `{ y: '≥ 5', thickness: 'thick' }`, label by factor name. */
  readonly labels: Readonly<Record<string, string>>;
  readonly count: number;
  readonly accuracy: number;
}

/** Results on one test shift, all as fractions: means over the seeds. */
export interface ShiftResult {
  readonly accuracy: number;
  readonly balancedAccuracy: number;
  readonly auroc: number;
  readonly worstGroupAccuracy: number;
  /** Standard deviation over seeds of each of the four; absent with one seed. */
  readonly sd?: Readonly<Record<string, number>>;
  /** Bootstrap intervals of the four, by patient, seeds pooled. */
  readonly intervals: Readonly<Record<string, readonly [low: number, high: number]>>;
  readonly perGroup: readonly GroupResult[];
  /** Images of the set that could not be read and are in none of these numbers; absent if all could. */
  readonly lost?: number;
}

/** How well fresh probes read one confounder from f_y on held-out balanced data: balanced accuracies (R² if continuous). */
export interface LeakageResult {
  readonly linear: number;
  readonly knn: number;
  readonly mlp: number;
  readonly chance: number;
  /** Standard deviation over seeds; absent with one seed. */
  readonly sd?: Readonly<Record<'linear' | 'knn' | 'mlp', number>>;
  readonly intervals: Readonly<Record<'linear' | 'knn' | 'mlp', readonly [low: number, high: number]>>;
  /** The predecessors' switched-head test: accuracy of z's own head on f_y; absent if the method has no such head. */
  readonly switchedHead?: number;
}

/** What a method came to: means over the seeds. */
export interface MethodResult {
  /** Plugin name, if the method goes by another name in this run. */
  readonly plugin: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly shifts: Readonly<Record<string, ShiftResult>>;
  readonly leakage: Readonly<Record<string, LeakageResult>>;
  readonly timing: {
    /** Median wall time of one update. */
    readonly updateMs: number;
    /** Wall time of the whole training. */
    readonly trainingSeconds: number;
    /** How much of that the training waited for images, since it was last resumed. */
    readonly waitingSeconds: number;
  };
}

/** Counts and induced dependence of one split. */
export interface SplitSummary {
  readonly name: string;
  readonly count: number;
  readonly patients: number;
  readonly cells: readonly { readonly labels: Readonly<Record<string, string>>; readonly count: number }[];
  /** Pairs of factors: Pearson correlation (phi for two binary factors) and mutual information in nats. */
  readonly dependence: readonly {
    readonly a: string;
    readonly b: string;
    readonly correlation: number;
    readonly mutualInformation: number;
  }[];
}

/** `summary.json`: all that tables and the report's charts need. */
export interface Summary {
  readonly format: 1;
  readonly name: string;
  readonly question: string;
  readonly task: Task;
  readonly dataset: {
    readonly name: string;
    readonly licence: string;
    readonly citation?: string;
    readonly images: number;
  };
  readonly splits: readonly SplitSummary[];
  readonly seeds: readonly number[];
  readonly methods: Readonly<Record<string, MethodResult>>;
  /** What went otherwise than asked, in sentences (bounded weights, dropped cells, fallbacks). */
  readonly notes: readonly string[];
}

/** `environment.json`. */
export interface Environment {
  readonly versions: Readonly<Record<string, string>>;
  readonly backend: Readonly<Record<string, string | number>>;
  readonly platform: string;
  readonly cpu: string;
  readonly startedAt: string;
}

/** One row of `predictions.csv`: one test image under one method and seed. */
export interface Prediction extends Job {
  readonly id: string;
  readonly patient: string;
  readonly shift: string;
  readonly y: string;
  /** Label (or value) of each confounder, in the task's order. */
  readonly z: readonly string[];
  /** Probability of each class of y. */
  readonly probabilities: readonly number[];
}

/** One matrix of `features.npy`: f_y of the balanced test set under one method and seed. */
export interface FeatureBlock extends Job {
  readonly width: number;
  /** Row-major, [rows, width]. */
  readonly values: Float32Array;
  readonly ids: readonly string[];
  readonly y: Int32Array;
  readonly z: readonly (Int32Array | Float32Array)[];
}

/** Everything needed to go on as if never stopped. */
export interface Checkpoint extends Job {
  readonly step: number;
  /** Data and shape of each variable of the method, by name. */
  readonly variables: Readonly<Record<string, SavedTensor>>;
  /** Random streams and the position in the data, as JSON. */
  readonly state: unknown;
}

export interface SavedTensor {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32' | 'bool';
  readonly values: Float32Array | Int32Array | Uint8Array;
}

/** What one finished training leaves for the summary. */
export interface JobResult extends Job {
  readonly metrics: readonly MetricLine[];
  readonly predictions: readonly Prediction[];
  readonly features: FeatureBlock;
  /** Shift and leakage results of this seed alone, settings and timing. */
  readonly result: MethodResult;
}

/**
 * Where a run is kept: a folder in Node (`@mimmx/core/node`), memory in tests and browsers. Every write is whole or
 * not at all.
 */
export interface RunStore {
  /** Keeps the resolved configuration and the environment. @throws E_RUN_MISMATCH if the run has another configuration. */
  open(config: unknown, environment: Environment): Promise<void>;
  /** The checkpoint of an unfinished job, or null. @throws E_CHECKPOINT if it is damaged */
  checkpoint(job: Job): Promise<Checkpoint | null>;
  /** Saves a checkpoint together with all metric lines of the job so far. */
  save(checkpoint: Checkpoint, metrics: readonly MetricLine[]): Promise<void>;
  /** Metric lines saved with the checkpoint. */
  metrics(job: Job): Promise<MetricLine[]>;
  /** The result of a finished job, or null. */
  finished(job: Job): Promise<JobResult | null>;
  /** Keeps a finished job; its checkpoint stays as the trained model. */
  finish(result: JobResult, checkpoint: Checkpoint): Promise<void>;
  /** Writes `summary.json`, `metrics.jsonl`, `predictions.csv` and `features.npy` from the finished jobs. */
  conclude(summary: Summary, jobs: readonly JobResult[]): Promise<void>;
}
