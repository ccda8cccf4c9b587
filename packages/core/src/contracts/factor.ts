/** A variable with a finite number of classes, coded 0 … classes − 1. */
export interface CategoricalFactor {
  readonly name: string;
  readonly kind: 'categorical';
  readonly classes: number;
  /** What each code means, in code order. */
  readonly labels: readonly string[];
  /** Whether some rows have no label, so that losses and dependences must mask them. */
  readonly missing?: boolean;
}

/** Ranges of about equal counts that a number is cut into, so that cells, groups and batches can speak of it. */
export interface Bins {
  /** Inner borders, ascending; a value on a border belongs to the upper bin. */
  readonly edges: readonly number[];
  readonly labels: readonly string[];
}

/** A real-valued variable, such as age in years. Batches carry it standardised: (value − mean) / sd. */
export interface ContinuousFactor {
  readonly name: string;
  readonly kind: 'continuous';
  readonly mean: number;
  readonly sd: number;
  readonly unit?: string;
  /** Whether some rows have no value. */
  readonly missing?: boolean;
  /** Take the place of classes in cells, groups and batches. Without them a confounder makes no cells. */
  readonly bins?: Bins;
}

/** The primary task y or one confounder z. */
export type Factor = CategoricalFactor | ContinuousFactor;

/** What is to be learned (y) and what must not be used for it (z1 … zN). */
export interface Task {
  readonly y: Factor;
  readonly z: readonly Factor[];
}
