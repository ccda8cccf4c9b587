import type { Environment, Prediction, Summary } from '../record.ts';
import type { SettingDifference } from './settings.ts';

/** A finished run as it is compared. */
export interface ComparedRun {
  /** What it is called; no two alike. */
  readonly label: string;
  readonly summary: Summary;
  readonly config: unknown;
  readonly environment: Environment;
  readonly predictions: readonly Prediction[];
  /** Fingerprint of its data, where it is known. */
  readonly data?: string | null;
}

/** One measure of one method in two runs. */
export interface RunDifference {
  /** Index of the run that is held against the first. */
  readonly run: number;
  /** Name of the method in the first run, and in the other. */
  readonly method: string;
  readonly other: string;
  readonly set: string;
  readonly measure: string;
  readonly better: 'higher' | 'lower';
  /** Value in the first run and in the other: means over seeds, of the rows that were paired or else of the record. */
  readonly first: number | null;
  readonly second: number | null;
  /** Second − first. */
  readonly difference: number | null;
  /** Its interval by the paired bootstrap; null where rows could not be paired. */
  readonly low: number | null;
  readonly high: number | null;
  /**
   * What may be said: the interval leaves 0 out and, with several seeds in both, the difference exceeds two standard
   * errors over them. `unpaired`: nothing, since the test rows are not the same.
   */
  readonly standing: 'better' | 'worse' | 'open' | 'unpaired';
  /** Seeds that were taken, as text: `3`, or `3 and 2`. */
  readonly seeds: string;
  readonly count: number;
  /** Why rows could not be paired, or why there is no number. */
  readonly note?: string;
}

/** Methods of a run that have no counterpart in the other. */
export interface Unmatched {
  readonly run: number;
  readonly methods: readonly string[];
  readonly missing: readonly string[];
}

/** What several runs have, and have not, in common. The first one is what the others are held against. */
export interface RunComparison {
  readonly runs: readonly ComparedRun[];
  /** Settings, with every default filled in, that are not the same. */
  readonly settings: readonly SettingDifference[];
  /** Versions, engine, machine and data that are not the same. */
  readonly surroundings: readonly SettingDifference[];
  readonly differences: readonly RunDifference[];
  readonly unmatched: readonly Unmatched[];
  /** Coverage of the intervals. */
  readonly level: number;
}
