import { type Column, type Dataset, MimmxError } from '@mimmx/core';
import { CITATION, LICENCE, type Mnist } from './source.ts';

/** Digits of MNIST as images of another kind: which ones, what is known of them, and how each is painted. */
export interface Painting {
  /** For messages: name of the data set. */
  readonly name: string;
  /** Places in MNIST, in the order of the table. */
  readonly places: Int32Array;
  /** What the table holds besides `digit`, one value for each place. */
  readonly columns: Readonly<Record<string, Column>>;
  readonly shape: readonly number[];
  /** Pixels of row i of the table, row-major in `shape`. */
  paint(row: number, place: number): Float32Array;
}

export const DIGITS: readonly string[] = Array.from({ length: 10 }, (_, digit) => String(digit));

/** A column of classes. */
export const classes = (codes: Int32Array, labels: readonly string[]): Column => ({
  kind: 'categorical',
  codes,
  labels,
});

/** The data set of a painting. MNIST does not say who wrote a digit, so each image is a patient of its own. */
export function paintedDigits(mnist: Mnist, { name, places, columns, shape, paint }: Painting): Dataset {
  const ids = Array.from(places, (place) => `mnist-${String(place).padStart(5, '0')}`);
  return {
    table: {
      length: places.length,
      ids,
      patients: Int32Array.from(places, (_, row) => row),
      patientIds: ids,
      columns: {
        ...columns,
        digit: classes(
          Int32Array.from(places, (place) => mnist.digits[place]!),
          DIGITS,
        ),
      },
    },
    shape,
    licence: LICENCE,
    citation: CITATION,
    settable: [],
    async image(row) {
      if (Number.isInteger(row) && row >= 0 && row < places.length) return paint(row, places[row]!);
      throw new MimmxError('E_ROW', `${name} has no row ${row}; rows are 0 to ${places.length - 1}.`);
    },
  };
}
