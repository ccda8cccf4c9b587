import type { Estimator, EstimatorDefinition } from '../../contracts/index.ts';
import type { Random } from '../../tensor/random.ts';
import type { Forms } from './tasks.ts';

/** How an estimator is to be tested, where the defaults do not fit it. */
export interface EstimatorCheckSettings {
  /** Options to test it under: small networks make the checks fast. A function may choose them by form. */
  readonly options?: unknown | ((forms: Forms) => unknown);
  /** Updates of Adam before its value is compared with the truth. */
  readonly steps?: number;
  readonly learningRate?: number;
}

/** The estimator under test. */
export interface EstimatorSubject {
  readonly owner: string;
  readonly definition: EstimatorDefinition;
  readonly cases: readonly Forms[];
  readonly settings: EstimatorCheckSettings;
  create(forms: Forms, seed: number | Random): Estimator;
}
