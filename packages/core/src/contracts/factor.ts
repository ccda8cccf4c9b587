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

/** A real-valued variable, such as age in years. Batches carry it standardised: (value − mean) / sd. */
export interface ContinuousFactor {
  readonly name: string;
  readonly kind: 'continuous';
  readonly mean: number;
  readonly sd: number;
  readonly unit?: string;
  /** Whether some rows have no value. */
  readonly missing?: boolean;
  /** Of a continuous primary task: ranges of about equal counts, which take the place of classes in cells and batches. */
  readonly bins?: { readonly edges: readonly number[]; readonly labels: readonly string[] };
}

/** The primary task y or one confounder z. */
export type Factor = CategoricalFactor | ContinuousFactor;

/** What is to be learned (y) and what must not be used for it (z1 … zN). */
export interface Task {
  readonly y: Factor;
  readonly z: readonly Factor[];
}

/** The classes that cells, groups and y-major batches know of a primary task: its own, or the bins of its values. */
export function strataOf(y: Factor): Pick<CategoricalFactor, 'name' | 'classes' | 'labels'> {
  if (y.kind === 'categorical') return y;
  const labels = y.bins?.labels ?? ['all'];
  return { name: y.name, classes: labels.length, labels };
}
