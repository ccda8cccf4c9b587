/** Room for what floating-point products leave: 0.9 × 100 may be 90.00000000000001. */
const EPSILON = 1e-9;

/**
 * Whole numbers that add up to `total` and lie within 1 of `expected`: floors first, then one more to the largest
 * fractions (Hamilton's method; the lower index wins a tie).
 *
 * @param expected numbers ≥ 0 that add up to `total`
 */
export function largestRemainder(expected: readonly number[], total: number): number[] {
  const counts = expected.map((value) => Math.floor(value + EPSILON));
  const fractions = expected.map((value, i) => value - (counts[i] ?? 0));
  const order = fractions.map((_, i) => i).sort((a, b) => (fractions[b] ?? 0) - (fractions[a] ?? 0) || a - b);
  let left = total - counts.reduce((sum, count) => sum + count, 0);
  for (const i of order) {
    if (left <= 0) break;
    counts[i] = (counts[i] ?? 0) + 1;
    left--;
  }
  return counts;
}

/** Whole numbers in the proportion of `shares` (any positive scale) that add up to `total`. */
export function apportion(shares: readonly number[], total: number): number[] {
  const sum = shares.reduce((a, b) => a + b, 0);
  return largestRemainder(
    shares.map((share) => (share / sum) * total),
    total,
  );
}

/**
 * A table of whole numbers [rows, columns] with both margins exact and every entry near the independent
 * expectation row × column / total (controlled rounding of a two-way table). Columns are taken off one after the
 * other, each shared among what the rows have left by largest remainder; an expectation never exceeds what is left
 * of its row, so the margins come out exactly.
 */
export function independentTable(rowTotals: readonly number[], columnTotals: readonly number[]): number[][] {
  const left = [...rowTotals];
  let total = left.reduce((a, b) => a + b, 0);
  const columns = columnTotals.map((columnTotal, column) => {
    const isLast = column === columnTotals.length - 1;
    const counts = isLast
      ? [...left]
      : largestRemainder(
          left.map((rest) => (total > 0 ? (rest * columnTotal) / total : 0)),
          columnTotal,
        );
    counts.forEach((count, row) => {
      left[row] = (left[row] ?? 0) - count;
    });
    total -= columnTotal;
    return counts;
  });
  return rowTotals.map((_, row) => columns.map((counts) => counts[row] ?? 0));
}
