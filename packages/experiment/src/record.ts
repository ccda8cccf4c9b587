import type { Metrics, NetworkShape, Task } from '@mimmx/core';
import type { ResolvedChoice } from '@mimmx/core/contracts';
import type { DifferenceRow, MeasureRow } from '@mimmx/evaluation';
import type { Selected } from './trial/store.ts';

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

/** One row of a summary: the mean over the seeds. */
export interface SummaryRow extends MeasureRow {
  /** Standard deviation over the seeds; absent with one seed. */
  readonly sd?: number;
  /** Seeds in which the measure is defined. */
  readonly seeds: number;
}

/** Accuracy of one group (combination of y and z), as a fraction. */
export interface GroupResult {
  /** E.g. `{ y: '≥ 5', thickness: 'thick' }`, label by factor name. */
  readonly labels: Readonly<Record<string, string>>;
  readonly count: number;
  readonly accuracy: number;
}

/** The measures that tables and charts know by name on one test shift, as fractions: means over the seeds. NaN where not defined. */
export interface ShiftResult {
  readonly accuracy: number;
  readonly balancedAccuracy: number;
  readonly auroc: number;
  readonly worstGroupAccuracy: number;
  /** Standard deviation over seeds of each of the four; absent with one seed. */
  readonly sd?: Readonly<Record<string, number>>;
  /** Bootstrap intervals of the four, by patient: means over the seeds of each seed's interval. */
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
  /** Every measure on every set. `shifts` and `leakage` are views of them. */
  readonly rows: readonly SummaryRow[];
  /** Which weights were judged, seed by seed. */
  readonly selected: readonly Selected[];
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
  readonly format: 2;
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
  /** Rule by which the weights that are judged were picked. */
  readonly selection: string;
  readonly methods: Readonly<Record<string, MethodResult>>;
  /** What was asked for with every default filled in; absent in runs of older versions. */
  readonly resolved?: {
    readonly dataset: ResolvedChoice;
    readonly encoder: ResolvedChoice;
    readonly network: NetworkShape;
    readonly methods: Readonly<Record<string, ResolvedChoice>>;
  };
  /** Between every two methods, by the paired bootstrap: means over the seeds. */
  readonly differences: readonly DifferenceRow[];
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
