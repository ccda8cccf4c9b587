/** A column of classes: one code per row, −1 where missing. */
export interface CategoricalColumn {
  readonly kind: 'categorical';
  readonly codes: Int32Array;
  readonly labels: readonly string[];
}

/** A column of numbers: NaN where missing. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly values: Float64Array;
  readonly unit?: string;
}

export type Column = CategoricalColumn | NumberColumn;

/**
 * What is known of every image, by column, without the images: a million rows fit in well under 1 GB.
 * `patients` decides what may not be split: two rows of one patient are never on two sides.
 */
export interface Table {
  readonly length: number;
  readonly ids: readonly string[];
  /** Patient of each row, as a code into `patientIds`. */
  readonly patients: Int32Array;
  readonly patientIds: readonly string[];
  readonly columns: Readonly<Record<string, Column>>;
}
