import { foreground, type MaskOption } from './mask.ts';

/**
 * How intensities are made comparable. Statistics come from the foreground; every voxel gets the same map.
 * - `none`: values stay as they are.
 * - `zscore`: (value − mean) / sd.
 * - `{ percentile: [low, high] }`: these two percentiles become 0 and 1, and what lies beyond is clipped.
 */
export type NormaliseOption = 'none' | 'zscore' | { readonly percentile: readonly [number, number] };

/** Normalises in place. A foreground that is empty or of one value gives 0 everywhere. */
export function normalise(data: Float32Array, option: NormaliseOption, mask: MaskOption): void {
  if (option === 'none') return;
  const inside = foreground(data, mask);
  if (option === 'zscore') {
    const { mean, sd } = moments(inside);
    if (!(sd > 0)) data.fill(0);
    else for (let i = 0; i < data.length; i++) data[i] = (data[i]! - mean) / sd;
    return;
  }
  const [low, high] = option.percentile.map((p) => percentile(inside, p)) as [number, number];
  if (!(high > low)) data.fill(0);
  else
    for (let i = 0; i < data.length; i++) data[i] = Math.min(1, Math.max(0, (data[i]! - low) / (high - low)));
}

/** Mean and population standard deviation, in two passes of float64. */
function moments(values: Float32Array): { mean: number; sd: number } {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) ** 2;
  return { mean, sd: Math.sqrt(squares / values.length) };
}

/**
 * The p-th percentile (0 to 100), linear between order statistics as numpy's default. Reorders `values`.
 *
 * @returns NaN if there are none
 */
export function percentile(values: Float32Array, p: number): number {
  if (values.length === 0) return Number.NaN;
  const position = ((values.length - 1) * p) / 100;
  const lower = Math.floor(position);
  const low = select(values, lower);
  const weight = position - lower;
  if (weight === 0) return low;
  // After selection everything behind `lower` is at least as great, so the next order statistic is their least.
  let next = Number.POSITIVE_INFINITY;
  for (let i = lower + 1; i < values.length; i++) if (values[i]! < next) next = values[i]!;
  return low + weight * (next - low);
}

/** The k-th smallest value by quickselect (Hoare, 1961), three-way, since images have many equal voxels. */
function select(values: Float32Array, k: number): number {
  let from = 0;
  let to = values.length - 1;
  while (from < to) {
    const pivot = median(values[from]!, values[(from + to) >> 1]!, values[to]!);
    let less = from;
    let more = to;
    let at = from;
    while (at <= more) {
      const value = values[at]!;
      if (value < pivot) {
        values[at++] = values[less]!;
        values[less++] = value;
      } else if (value > pivot) {
        values[at] = values[more]!;
        values[more--] = value;
      } else at++;
    }
    if (k < less) to = less - 1;
    else if (k > more) from = more + 1;
    else return pivot;
  }
  return values[k]!;
}

const median = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
