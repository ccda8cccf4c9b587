import { type Factor, strataOf } from '@mimmx/core/contracts';
import { figures, percent, percentage, points } from '../numbers.ts';

/** A measure as the report speaks of it. */
export interface Quantity {
  /** Its name in the rows of a record. */
  readonly measure: string;
  /** Its name in a heading. */
  readonly label: string;
  readonly better: 'higher' | 'lower';
  /** Fractions are shown in percent; numbers in the unit of y. */
  readonly kind: 'fraction' | 'number';
  readonly unit?: string;
  /** What guessing gives, where that is known. */
  readonly guess?: number;
}

/** The measures that the report leads with, and those that it folds away. */
export interface Headline {
  /** What methods are told apart by. */
  readonly main: Quantity;
  /** The same in the group where a method does worst. */
  readonly worst: Quantity;
  /** What stands on the axis of the picture against leakage: a fraction. */
  readonly fraction: Quantity;
  /** The same for one group. */
  readonly group: Quantity;
  readonly more: readonly Quantity[];
}

/** Accuracies for classes, absolute errors for a number. */
export function headlineOf(y: Factor): Headline {
  return y.kind === 'continuous' ? ofNumber(y.unit) : ofClasses(1 / strataOf(y).classes);
}

function ofClasses(guess: number): Headline {
  const fraction = (measure: string, label: string, better: 'higher' | 'lower' = 'higher'): Quantity => ({
    measure,
    label,
    better,
    kind: 'fraction',
  });
  const main = { ...fraction('accuracy', 'Accuracy'), guess };
  return {
    main,
    worst: { ...fraction('worst-group accuracy', 'Worst group'), guess },
    fraction: main,
    group: main,
    more: [
      main,
      fraction('balanced-accuracy', 'Balanced accuracy'),
      fraction('worst-group accuracy', 'Worst group'),
      fraction('auroc', 'AUROC'),
      fraction('auprc', 'AUPRC'),
      fraction('f1', 'F1'),
      fraction('ece', 'Calibration error', 'lower'),
      fraction('brier', 'Brier score', 'lower'),
    ],
  };
}

function ofNumber(unit: string | undefined): Headline {
  const error = (measure: string, label: string): Quantity => ({
    measure,
    label,
    better: 'lower',
    kind: 'number',
    ...(unit && { unit }),
  });
  const main = error('mae', 'Mean absolute error');
  const r2: Quantity = { measure: 'r2', label: 'R²', better: 'higher', kind: 'fraction', guess: 0 };
  return {
    main,
    worst: error('worst-group mae', 'Worst group'),
    fraction: r2,
    group: main,
    more: [main, error('worst-group mae', 'Worst group'), error('rmse', 'RMSE'), r2],
  };
}

/** A value with its unit: `84.3 %`, `4.12 years`. */
export const withUnit = ({ kind, unit }: Quantity, value: number): string =>
  kind === 'fraction' ? percent(value) : figures(value) + (unit ? `\u202f${unit}` : '');

/** The same where the heading has the unit. */
export const bare = ({ kind }: Quantity, value: number | null | undefined): string =>
  kind === 'fraction' ? percentage(value) : figures(value);

/** A difference of two values: `15.2 points`, `0.31 years`. */
export const difference = (quantity: Quantity, value: number): string =>
  quantity.kind === 'fraction' ? points(value) : withUnit(quantity, value);

/** Ends of an interval, without unit: `82.9–85.6`; ends that may be negative with a word between them. */
export function range(quantity: Quantity, low: number, high: number): string {
  const scaled = quantity.kind === 'fraction' ? 100 : 1;
  const text = (value: number) => (quantity.kind === 'fraction' ? percentage(value) : figures(value));
  return low * scaled < 0 ? `${text(low)} to ${text(high)}` : `${text(low)}–${text(high)}`;
}

/** What a column or axis is headed with. */
export const heading = ({ label, kind, unit }: Quantity): string =>
  `${label}${kind === 'fraction' ? ', %' : unit ? `, ${unit}` : ''}`;
