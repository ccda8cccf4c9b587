/**
 * What counts as foreground.
 * - `none`: every voxel.
 * - `nonzero`: voxels that are not 0, for images whose background was removed, standardised ones among them.
 * - `positive`: voxels above 0.
 * - `otsu`: voxels above the threshold that best parts the histogram in two (Otsu, 1979).
 * - `{ above }`: voxels above a value in the image's own unit.
 */
export type MaskOption = 'none' | 'nonzero' | 'positive' | 'otsu' | { readonly above: number };

const BINS = 256;

/** The value above which a voxel is foreground; −∞ if all are, or all but {@link background}. */
export function maskThreshold(data: Float32Array, option: MaskOption): number {
  if (option === 'none' || option === 'nonzero') return Number.NEGATIVE_INFINITY;
  if (option === 'positive') return 0;
  return option === 'otsu' ? otsuThreshold(data) : option.above;
}

/** The one value that is background wherever it lies; NaN if there is none. */
export const background = (option: MaskOption): number => (option === 'nonzero' ? 0 : Number.NaN);

/**
 * The greatest value of the background, where the histogram of 256 bins between the least and the greatest value is
 * parted so that the variance between the two classes is greatest (Otsu, IEEE SMC 9:62, 1979, eq. 18).
 */
export function otsuThreshold(data: Float32Array): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(high > low)) return low;
  const width = (high - low) / BINS;
  const counts = new Float64Array(BINS);
  const binOf = (value: number) => Math.min(BINS - 1, Math.floor((value - low) / width));
  for (let i = 0; i < data.length; i++) {
    const bin = binOf(data[i]!);
    counts[bin] = counts[bin]! + 1;
  }
  let total = 0;
  let moment = 0;
  for (let bin = 0; bin < BINS; bin++) {
    total += counts[bin]!;
    moment += bin * counts[bin]!;
  }
  let below = 0;
  let belowMoment = 0;
  let best = -1;
  let last = 0;
  for (let bin = 0; bin < BINS - 1; bin++) {
    below += counts[bin]!;
    belowMoment += bin * counts[bin]!;
    if (below === 0 || below === total) continue;
    const distance = belowMoment / below - (moment - belowMoment) / (total - below);
    const between = below * (total - below) * distance * distance;
    if (between > best) {
      best = between;
      last = bin;
    }
  }
  let threshold = low;
  for (let i = 0; i < data.length; i++)
    if (data[i]! > threshold && binOf(data[i]!) <= last) threshold = data[i]!;
  return threshold;
}
