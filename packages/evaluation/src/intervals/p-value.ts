/** Two-sided p-value of "no difference" from resampled differences, never below 2 / (B + 1). */
export function bootstrapPValue(resampled: Float64Array): number {
  let [below, above, defined] = [0, 0, 0];
  for (const value of resampled) {
    if (Number.isNaN(value)) continue;
    defined++;
    if (value <= 0) below++;
    if (value >= 0) above++;
  }
  return Math.min(1, (2 * (Math.min(below, above) + 1)) / (defined + 1));
}
