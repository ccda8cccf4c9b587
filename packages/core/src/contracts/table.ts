/** A column of classes: one code per row, −1 where missing. */
export interface CategoricalColumn {
  readonly kind: 'categorical';
  readonly codes: Int32Array;
  readonly labels: readonly string[];
  /** How texts were read where that was not plain (merged, missing), for a reader, without the column's name. */
  readonly notes?: readonly string[];
}

/** A column of numbers: NaN where missing. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly values: Float64Array;
  readonly unit?: string;
  /** How texts were read where that was not plain (limits, units, missing), without the column's name. */
  readonly notes?: readonly string[];
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
  /** Number of the image that each row shows, where several rows show one and must agree in what a task uses. */
  readonly images?: Int32Array;
  /**
   * The order in which rows are divided and drawn; as they lie if absent. A data set of files gives the order of the
   * ids, so that the order of a file's lines changes no split and no set.
   */
  readonly order?: Int32Array | undefined;
  readonly columns: Readonly<Record<string, Column>>;
}
