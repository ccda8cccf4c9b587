import { type Definition, options } from '@mimmx/core/contracts';
import type { Sample } from './sample.ts';

/** Version of the contracts of this package's kinds (`measure`, `selection`). It changes only when one breaks. */
export const MEASURE_CONTRACT = 1;

/** Which targets a measure has a meaning for: y with any number of classes, with exactly two, or a number. */
export type TargetKind = 'classes' | 'two classes' | 'number';

/**
 * How rows are parted: into groups (combinations of y and the confounders; of the confounders alone if y is a number),
 * or by one confounder at a time.
 */
export type Partition = 'groups' | 'confounder';

/** Names of the measures, open for declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: open for declaration merging.
export interface MeasureOptions {}

/**
 * A number that says how good predictions are. It is a value: pure, without state, cheap to call a thousand times; as a
 * plugin it takes no options and makes itself. Wrappers put a word before its name.
 */
export interface Measure<Name extends string = string>
  extends Definition<'measure', Name, unknown, unknown, Measure> {
  readonly contract: typeof MEASURE_CONTRACT;
  /** `fraction`, `nats`, or `y` (the target's own unit); anything else is printed as it is. */
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  /** Lowest and highest value that it can take. */
  readonly range: readonly [low: number, high: number];
  readonly for: readonly TargetKind[];
  /** Which parts `sample.parts` holds; absent if the measure does not look at them. */
  readonly parts?: Partition;
  /**
   * Which parts the wrappers compare; `groups` if absent. `confounder` for a measure that says nothing within one
   * class of y, such as AUROC.
   */
  readonly within?: Partition;
  /** Test set whose rows it was fitted to (a threshold); refused there. */
  readonly fittedOn?: string;
  /** The value; NaN where it is not defined on these rows. */
  of(sample: Sample): number;
}

/** A measure of one class against the rest, of which `of` is class 1 of two, or the mean over more. */
export interface ClassMeasure<Name extends string = string> extends Measure<Name> {
  ofClass(sample: Sample, classCode: number): number;
}

/** Several rows of one measure: one for each class, or for each part. Made by `perClass` and `perGroup`. */
export interface MeasureFamily {
  readonly kind: 'measure family';
  readonly measure: Measure;
  readonly parts?: Partition;
  /** The members on these rows, each with the class or group that it speaks of and its number of rows. */
  members(sample: Sample): readonly FamilyMember[];
}

/** One row of a {@link MeasureFamily}. */
export interface FamilyMember {
  readonly group: string;
  readonly count: number;
  of(sample: Sample): number;
}

type Draft<M extends Measure> = Omit<M, 'kind' | 'contract' | 'options' | 'create'>;

const measureOf = <M extends Measure>(draft: Draft<M>): M => {
  const measure = {
    ...draft,
    kind: 'measure',
    contract: MEASURE_CONTRACT,
    options: options({}),
    create: () => measure,
  } as unknown as M;
  return measure;
};

/**
 * Declares a measure.
 *
 * @example
 * export const specificity = defineMeasure({
 *   name: 'specificity', summary: 'Share of class 0 that is called class 0.', unit: 'fraction', better: 'higher',
 *   range: [0, 1], for: ['two classes'],
 *   of: ({ confusion: n }) => n[0] / (n[0] + n[1]),
 * });
 */
export function defineMeasure<const Name extends string>(draft: Draft<Measure<Name>>): Measure<Name> {
  return measureOf<Measure<Name>>(draft);
}

/** Declares a measure of one class against the rest: class 1 of two, otherwise the mean over those where it is defined. */
export function defineClassMeasure<const Name extends string>(
  draft: Omit<Draft<ClassMeasure<Name>>, 'of'>,
): ClassMeasure<Name> {
  const of = (sample: Sample): number => {
    if (sample.classes === 2) return draft.ofClass(sample, 1);
    return meanOfDefined(Array.from({ length: sample.classes }, (_, c) => draft.ofClass(sample, c)));
  };
  return measureOf<ClassMeasure<Name>>({ ...draft, of });
}

/** Mean of the values that are not NaN; NaN if there is none. */
export function meanOfDefined(values: readonly number[]): number {
  let sum = 0;
  let defined = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    defined++;
  }
  return sum / defined;
}

/** Whether a measure has a meaning for this target. */
export function appliesTo(
  { for: kinds }: Pick<Measure, 'for'>,
  { kind, classes }: Pick<Sample, 'kind' | 'classes'>,
): boolean {
  if (kind === 'number') return kinds.includes('number');
  return kinds.includes('classes') || (classes === 2 && kinds.includes('two classes'));
}
