import { background, type MaskOption, maskThreshold } from './mask.ts';
import { percentiles } from './percentiles.ts';

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
  const threshold = maskThreshold(data, mask);
  const empty = background(mask);
  if (option === 'zscore') {
    const { mean, sd } = moments(data, threshold, empty);
    if (!(sd > 0)) data.fill(0);
    else for (let i = 0; i < data.length; i++) data[i] = (data[i]! - mean) / sd;
    return;
  }
  const [low, high] = percentiles(data, option.percentile, threshold, empty) as [number, number];
  if (!(high > low)) {
    data.fill(0);
    return;
  }
  const range = high - low;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    // Background stays at the bottom of the scale, also where the foreground reaches below it.
    if (value <= low || value === empty) data[i] = 0;
    else if (value >= high) data[i] = 1;
    else data[i] = (value - low) / range;
  }
}

/** Mean and population standard deviation of the foreground, in two passes of float64. */
function moments(data: Float32Array, threshold: number, empty: number): { mean: number; sd: number } {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < data.length; i++) {
    if (!(data[i]! > threshold) || data[i] === empty) continue;
    sum += data[i]!;
    count++;
  }
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < data.length; i++)
    if (data[i]! > threshold && data[i] !== empty) squares += (data[i]! - mean) ** 2;
  return { mean, sd: Math.sqrt(squares / count) };
}
