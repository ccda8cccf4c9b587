import type { Bins } from '@mimmx/core';

/** Digits that a label has at least. */
const FEWEST = 4;
/** Digits that tell any two numbers apart. */
const MOST = 17;

/** Borders in so few digits that they are still told apart. */
function inWords(edges: readonly number[]): string[] {
  for (let digits = FEWEST; ; digits++) {
    const words = edges.map((edge) => String(Number(edge.toPrecision(digits))));
    if (digits === MOST || new Set(words).size === words.length) return words;
  }
}

/**
 * Cuts values into bins of about equal counts, at most `wanted`: fewer where many values are equal.
 *
 * @param values without NaN
 */
export function quantileBins(values: Float32Array, wanted: number): Bins {
  const sorted = Float32Array.from(values).sort();
  const borders = Array.from(
    { length: wanted - 1 },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / wanted)] ?? Number.NaN,
  );
  const edges = [...new Set(borders)].filter((edge) => edge > (sorted[0] ?? edge));
  const words = inWords(edges);
  const labels =
    words.length === 0
      ? ['all']
      : [
          `< ${words[0]}`,
          ...words.slice(1).map((word, i) => `${words[i]} to < ${word}`),
          `>= ${words.at(-1)}`,
        ];
  return { edges, labels };
}

/** Bins of the known values of some rows. */
export const binsOver = (values: Float32Array, rows: Int32Array, wanted: number): Bins =>
  quantileBins(
    Float32Array.from(rows, (row) => values[row] ?? Number.NaN).filter((value) => !Number.isNaN(value)),
    wanted,
  );
