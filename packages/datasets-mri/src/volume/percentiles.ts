/** Bins of the upper half of a float32's bits. */
const BINS = 1 << 16;

/**
 * The p-th percentiles (0 to 100) of the values above a threshold, linear between order statistics as numpy's default;
 * NaN if there is none.
 *
 * Instead of sorting all values: one pass counts them by the upper 16 bits, put in an order that agrees with the
 * numbers' (first digit of a radix sort), a second gathers the few bins that the ranks lie in, and those are sorted.
 *
 * @param data finite values; left as they are
 * @param empty a value that is passed over besides
 */
export function percentiles(
  data: Float32Array,
  wanted: readonly number[],
  threshold: number,
  empty = Number.NaN,
): number[] {
  const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
  const counts = new Uint32Array(BINS);
  let total = 0;
  for (let i = 0; i < data.length; i++) {
    if (!(data[i]! > threshold) || data[i] === empty) continue;
    const bin = binOf(bits[i]!);
    counts[bin] = counts[bin]! + 1;
    total++;
  }
  if (total === 0) return wanted.map(() => Number.NaN);

  const ranks = wanted.map((p) => ((total - 1) * p) / 100);
  const needed = [...new Set(ranks.flatMap((rank) => [Math.floor(rank), Math.ceil(rank)]))].sort(
    (a, b) => a - b,
  );
  const chosen = new Uint8Array(BINS);
  /** For each needed rank, how many values lie in bins below its own and are not gathered. */
  const skipped: number[] = [];
  let below = 0;
  let gathered = 0;
  let bin = 0;
  for (const rank of needed) {
    while (below + counts[bin]! <= rank) {
      if (chosen[bin]) gathered += counts[bin]!;
      below += counts[bin++]!;
    }
    chosen[bin] = 1;
    skipped.push(below - gathered);
  }
  const values = new Float32Array(gathered + counts[bin]!);
  let at = 0;
  for (let i = 0; i < data.length; i++)
    if (data[i]! > threshold && data[i] !== empty && chosen[binOf(bits[i]!)] === 1) values[at++] = data[i]!;
  values.sort();

  const statistic = new Map(needed.map((rank, index) => [rank, values[rank - skipped[index]!]!]));
  return ranks.map((rank) => {
    const low = statistic.get(Math.floor(rank))!;
    return low + (rank - Math.floor(rank)) * (statistic.get(Math.ceil(rank))! - low);
  });
}

/** Negative numbers have all bits turned, others the sign bit, so that greater numbers get greater bins. */
const binOf = (bits: number): number => ((bits ^ (-(bits >>> 31) | 0x80000000)) >>> 16) & 0xffff;
