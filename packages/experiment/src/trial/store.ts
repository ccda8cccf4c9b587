import type { Metrics, SavedTensor } from '@mimmx/core';
import type { MeasureRow } from '@mimmx/evaluation';
import type { WorkLease, WorkState, WorkStore } from '../work/work.ts';
import type { Trial } from './trial.ts';

/** One line of a trial's `metrics.jsonl`: training numbers of an update, or a look at validation data. */
export interface TrialLine {
  /** Encoder updates done when the numbers were taken. */
  readonly step: number;
  readonly kind: 'train' | 'watch';
  /** Losses and MI in nats, accuracies as fractions. `mi.<z>`, `weight.<z>`, `loss.y`, `probe.<z>`. */
  readonly values: Metrics;
}

/** Everything needed to go on as if never stopped. */
export interface Checkpoint {
  readonly step: number;
  /** Data and shape of each variable of the method, by name. */
  readonly variables: Readonly<Record<string, SavedTensor>>;
  /** Random streams, the position in the data, candidates of the selection: JSON. */
  readonly state: unknown;
}

/** What a trained method said of the rows of one set, by columns. */
export interface Predictions {
  readonly set: string;
  /** Image and patient of each row. */
  readonly ids: readonly string[];
  readonly patients: readonly string[];
  /** Class of y (Int32Array), or its value in its own unit (Float32Array). */
  readonly y: Int32Array | Float32Array;
  /** Each confounder: codes (−1 missing), or numbers in their own unit (NaN missing). */
  readonly z: readonly (Int32Array | Float32Array)[];
  /** Row-major [rows, columns]: probabilities of the classes of y, or its predicted value (one column). */
  readonly values: Float32Array;
  readonly columns: number;
}

/** f_y of one set, row-major [rows, width]; rows as in the {@link Predictions} of that set. */
export interface Features {
  readonly set: string;
  readonly width: number;
  readonly values: Float32Array;
}

/** Why these weights are the ones that were judged. */
export interface Selected {
  /** Name of the selection rule. */
  readonly rule: string;
  /** Update whose weights were taken. */
  readonly step: number;
  /** What the rule compared there; null if it compares nothing (`last`). */
  readonly value: number | null;
}

/** With what a trial was done, so that results of other data or versions are never taken together unseen. */
export interface TrialProvenance {
  /** Fingerprint of the data. */
  readonly data: string;
  /** Of the runtime and of packages, by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** Name of the compute backend. */
  readonly backend: string | null;
}

/** What one finished trial leaves. */
export interface TrialResult {
  readonly id: string;
  readonly tags: Trial['tags'];
  /** Plugin name of the method, and its settings, resolved. */
  readonly plugin: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly rows: readonly MeasureRow[];
  readonly selected: Selected;
  readonly timing: {
    /** Median wall time of one update, ms. */
    readonly updateMs: number;
    /** Wall time of the whole training, s, and how much of it went into waiting for images. */
    readonly trainingSeconds: number;
    readonly waitingSeconds: number;
  };
  /** What went otherwise than asked, in sentences. */
  readonly notes: readonly string[];
  /** Absent where nobody asked for it: a run says it once for all its trials. */
  readonly provenance?: TrialProvenance;
  /** Of every test set, and of the validation set if there is one. */
  readonly predictions: readonly Predictions[];
  /** Of the set on which leakage is measured. */
  readonly features: Features | null;
}

/** What is known of a trial. */
export type TrialState = WorkState;

/** The right to train one trial, until it is given back or its holder dies. Every write is whole or not at all. */
export interface Lease extends WorkLease {
  readonly trial: Trial;
  /** The last checkpoint; null at the beginning. */
  readonly checkpoint: Checkpoint | null;
  /** Lines up to that checkpoint; later ones of a killed process are forgotten. */
  readonly lines: readonly TrialLine[];
  /** Whether somebody asks for the trial: it is then saved and given back. Absent where nobody can. */
  asked?(): Promise<boolean>;
  /** Adds a line, readable by other processes at once. */
  append(line: TrialLine): Promise<void>;
  /** Replaces the checkpoint. @throws E_LEASE_LOST if another process took the trial over */
  save(checkpoint: Checkpoint): Promise<void>;
  /** Keeps the result and the weights that were judged, and gives the trial back. */
  finish(result: TrialResult, weights: Checkpoint): Promise<void>;
}

/** Where trials are kept: a folder in Node (`@mimmx/experiment/node`), memory in tests and browsers. */
export interface TrialStore extends Omit<WorkStore<Trial, TrialResult, Lease>, 'retry'> {
  /** Lines so far, of a running trial, too. */
  lines(id: string): Promise<readonly TrialLine[]>;
  /** The weights that were judged of a finished trial; null if there are none. @throws E_CHECKPOINT */
  weights(id: string): Promise<Checkpoint | null>;
}
