/**
 * How often each pair of codes occurs, [classesA][classesB]. Pairs with a missing code (< 0) are not counted.
 */
export function contingency(a: Int32Array, b: Int32Array, classesA: number, classesB: number): number[][] {
  const counts = Array.from({ length: classesA }, () => new Array<number>(classesB).fill(0));
  for (let i = 0; i < a.length; i++) {
    const row = counts[a[i] ?? -1];
    const code = b[i] ?? -1;
    if (row && code >= 0) row[code] = (row[code] ?? 0) + 1;
  }
  return counts;
}

/** I(a; b) in nats of the empirical distribution with these counts (plug-in, no bias correction). */
export function tableInformation(counts: readonly (readonly number[])[]): number {
  const rowSums = counts.map((row) => row.reduce((a, b) => a + b, 0));
  const columnSums = (counts[0] ?? []).map((_, j) => counts.reduce((sum, row) => sum + (row[j] ?? 0), 0));
  const total = rowSums.reduce((a, b) => a + b, 0);
  let nats = 0;
  counts.forEach((row, i) => {
    row.forEach((count, j) => {
      if (count === 0) return;
      nats += (count / total) * Math.log((count * total) / ((rowSums[i] ?? 0) * (columnSums[j] ?? 0)));
    });
  });
  return Math.max(nats, 0);
}

/** Correlation of two binary variables from their counts [2][2], with its sign. 0 if one of them does not vary. */
export function phi(counts: readonly (readonly number[])[]): number {
  const [[n00 = 0, n01 = 0] = [], [n10 = 0, n11 = 0] = []] = counts;
  const margins = Math.sqrt(n00 + n01) * Math.sqrt(n10 + n11) * Math.sqrt(n00 + n10) * Math.sqrt(n01 + n11);
  return margins > 0 ? (n00 * n11 - n01 * n10) / margins : 0;
}

/** Cramér's V (Cramér 1946), 0 to 1: √(χ² / (n · (min(rows, columns) − 1))) over rows and columns in use. */
export function cramersV(counts: readonly (readonly number[])[]): number {
  const rows = counts.filter((row) => row.some((count) => count > 0));
  const columnSums = (counts[0] ?? []).map((_, j) => counts.reduce((sum, row) => sum + (row[j] ?? 0), 0));
  const used = columnSums.flatMap((sum, j) => (sum > 0 ? [j] : []));
  const total = columnSums.reduce((a, b) => a + b, 0);
  const degrees = Math.min(rows.length, used.length) - 1;
  if (degrees < 1) return 0;
  let chiSquared = 0;
  for (const row of rows) {
    const rowSum = row.reduce((a, b) => a + b, 0);
    for (const j of used) {
      const expected = (rowSum * (columnSums[j] ?? 0)) / total;
      chiSquared += ((row[j] ?? 0) - expected) ** 2 / expected;
    }
  }
  return Math.sqrt(chiSquared / (total * degrees));
}

/**
 * Pearson correlation of two variables; phi if both are coded 0 and 1. Pairs with a missing value (NaN) are left
 * out. 0 if one of them does not vary.
 */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let n = 0;
  let meanA = 0;
  let meanB = 0;
  let varianceA = 0;
  let varianceB = 0;
  let covariance = 0;
  for (let i = 0; i < a.length; i++) {
    const valueA = a[i] ?? Number.NaN;
    const valueB = b[i] ?? Number.NaN;
    if (Number.isNaN(valueA) || Number.isNaN(valueB)) continue;
    n++;
    const deltaA = valueA - meanA;
    const deltaB = valueB - meanB;
    meanA += deltaA / n;
    meanB += deltaB / n;
    varianceA += deltaA * (valueA - meanA);
    varianceB += deltaB * (valueB - meanB);
    covariance += deltaA * (valueB - meanB);
  }
  return varianceA > 0 && varianceB > 0 ? covariance / Math.sqrt(varianceA * varianceB) : 0;
}

/** Codes 0 … bins − 1 of equally filled bins (ties stay together), −1 where NaN. */
export function quantileCodes(values: Float32Array, bins: number): Int32Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const cuts = Array.from(
    { length: bins - 1 },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / bins)] ?? Number.POSITIVE_INFINITY,
  );
  return Int32Array.from(values, (value) =>
    Number.isNaN(value) ? -1 : cuts.filter((cut) => value >= cut).length,
  );
}
