import type { ResolvedChoice } from '@mimmx/core/contracts';
import type { DataConfig } from '@mimmx/data';
import type { ExperimentConfig } from '../config.ts';

/** What tables group trials by; it does not change what is trained. */
export type Tags = Readonly<Record<string, string | number>>;

/** Everything that decides what a training comes to. */
export interface TrialSpec {
  readonly dataset: ResolvedChoice;
  readonly data: DataConfig;
  readonly encoder: ResolvedChoice;
  readonly network: ExperimentConfig['network'];
  readonly method: ResolvedChoice;
  readonly training: ExperimentConfig['training'];
  readonly evaluation: ExperimentConfig['evaluation'];
  readonly seed: number;
  /** Starts from that trial's weights. */
  readonly from?: string;
}

/** One training, decided to the last option. It runs anywhere, once, and is found again by what it is. */
export interface Trial extends TrialSpec {
  /** Hash of the {@link TrialSpec}: 32 hexadecimal digits. */
  readonly id: string;
  /** `method` (its name in the config) and `seed` always; fold, strength and other axes of a sweep. */
  readonly tags: Tags & { readonly method: string; readonly seed: number };
}
