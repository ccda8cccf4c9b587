/** Ranges that a continuous primary task is cut into, so that cells, groups and batches can speak of it. */
export interface Bins {
  /** Inner borders, ascending; a value on a border belongs to the upper bin. */
  readonly edges: readonly number[];
  readonly labels: readonly string[];
}

const short = (value: number): string => String(Number(value.toPrecision(4)));

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
  const labels =
    edges.length === 0
      ? ['all']
      : [
          `< ${short(edges[0]!)}`,
          ...edges.slice(1).map((edge, i) => `${short(edges[i]!)} to < ${short(edge)}`),
          `>= ${short(edges.at(-1)!)}`,
        ];
  return { edges, labels };
}

/** Bin of a value, −1 for NaN. */
export function binOf({ edges }: Bins, value: number): number {
  if (Number.isNaN(value)) return -1;
  let bin = 0;
  while (bin < edges.length && value >= edges[bin]!) bin++;
  return bin;
}
