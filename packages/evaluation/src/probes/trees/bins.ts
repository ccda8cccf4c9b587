import type { Matrix } from '../standardise.ts';

/** Most bins of a feature. */
export const BINS = 128;

/** Values between which each feature is cut, ascending; value v is in bin b if exactly b cuts are below it. */
export type Cuts = readonly Float64Array[];

/** Cuts at the quantiles of each column, or between all distinct values where those are few. */
export function cutsOf({ values, rows, columns }: Matrix): Cuts {
  return Array.from({ length: columns }, (_, c) => {
    const sorted = Float64Array.from({ length: rows }, (_, row) => values[row * columns + c]!).sort();
    const cuts: number[] = [];
    for (let b = 1; b < BINS; b++) {
      const at = Math.floor((b * rows) / BINS);
      if (at === 0 || sorted[at - 1] === sorted[at]) continue;
      cuts.push((sorted[at - 1]! + sorted[at]!) / 2);
    }
    // A quantile may fall inside a run of equal values, which hides the run's ends: distinct values are few then.
    const distinct = [...new Set(sorted)];
    if (distinct.length <= BINS)
      return Float64Array.from(distinct.slice(1), (v, i) => (v + distinct[i]!) / 2);
    return Float64Array.from(new Set(cuts));
  });
}

/** Bin of every value, column after column: entry `column * rows + row`. */
export function binned({ values, rows, columns }: Matrix, cuts: Cuts): Uint8Array {
  const bins = new Uint8Array(rows * columns);
  for (let c = 0; c < columns; c++) {
    const own = cuts[c]!;
    for (let row = 0; row < rows; row++) {
      const value = values[row * columns + c]!;
      let [low, high] = [0, own.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (own[middle]! < value) low = middle + 1;
        else high = middle;
      }
      bins[c * rows + row] = low;
    }
  }
  return bins;
}
