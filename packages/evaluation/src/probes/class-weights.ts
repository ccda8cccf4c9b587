/**
 * Weight of each class, rows / (classes present · rows of the class), so that every class counts alike and a probe
 * aims at balanced accuracy even where z is rare.
 */
export function classWeights(codes: Int32Array, classes: number): Float64Array {
  const counts = new Float64Array(classes);
  for (const code of codes) counts[code]!++;
  const present = counts.filter((count) => count > 0).length;
  return counts.map((count) => (count === 0 ? 0 : codes.length / (present * count)));
}
