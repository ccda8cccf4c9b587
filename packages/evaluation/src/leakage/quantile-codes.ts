/**
 * Which part of its distribution each value is in, cut at the quantiles so that the parts are equally large; −1 where
 * it is missing (NaN). Equal values are in one part.
 */
export function quantileCodes(values: ArrayLike<number>, parts: number): Int32Array {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const cuts = Array.from(
    { length: parts - 1 },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / parts)]!,
  );
  return Int32Array.from(values, (value) =>
    Number.isNaN(value) ? -1 : cuts.filter((cut) => value >= cut).length,
  );
}
