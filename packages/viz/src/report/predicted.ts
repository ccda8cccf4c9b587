import type { Prediction, Summary } from '@mimmx/experiment';

/** What one method with one seed said of the images of one set. */
export interface Block {
  readonly seed: number;
  /** Class of y, or its value, of each row. */
  readonly y: Int32Array | Float64Array;
  /** Probabilities, row-major [rows, classes], or predicted values. */
  readonly values: Float64Array;
  /** Patient of each row. */
  readonly patients: Int32Array;
}

/**
 * Predictions of a method on a set, a block for each seed. Rows without a truth, or with a prediction that is not
 * finite, are left out.
 */
export function blocksOf(
  predictions: readonly Prediction[],
  { task }: Summary,
  method: string,
  set: string,
): Block[] {
  const codes =
    task.y.kind === 'categorical' ? new Map(task.y.labels.map((label, code) => [label, code])) : null;
  const truth = ({ y }: Prediction): number =>
    codes ? (codes.get(y) ?? -1) : y === '' ? Number.NaN : Number(y);
  const usable = predictions.filter(
    (row) =>
      row.method === method &&
      row.shift === set &&
      row.probabilities.every(Number.isFinite) &&
      (codes ? truth(row) >= 0 : Number.isFinite(truth(row))),
  );
  return [...new Set(usable.map(({ seed }) => seed))].map((seed) => {
    const rows = usable.filter((row) => row.seed === seed);
    const numbers = new Map<string, number>();
    for (const { patient } of rows) if (!numbers.has(patient)) numbers.set(patient, numbers.size);
    const y = rows.map(truth);
    return {
      seed,
      y: codes ? Int32Array.from(y) : Float64Array.from(y),
      values: Float64Array.from(rows.flatMap(({ probabilities }) => probabilities)),
      patients: Int32Array.from(rows, ({ patient }) => numbers.get(patient)!),
    };
  });
}

/** The sets that detailed pictures show: where shortcuts mislead, and where they are worth nothing. */
export const mainSets = (context: {
  readonly hardShift: string | undefined;
  readonly groupShift: string | undefined;
}): string[] =>
  [...new Set([context.hardShift, context.groupShift])].filter((set): set is string => set !== undefined);
