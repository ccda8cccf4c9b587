/** Distance from a row to the farthest of some others, in one variable. */
export function farthest(points: Float64Array, columns: number, row: number, others: Int32Array): number {
  let distance = 0;
  for (const other of others) {
    for (let c = 0; c < columns; c++) {
      distance = Math.max(distance, Math.abs(points[row * columns + c]! - points[other * columns + c]!));
    }
  }
  return distance;
}

/** Two variables side by side, row-major, [rows, a + b]. */
export function beside(
  left: Float64Array,
  a: number,
  right: Float64Array,
  b: number,
  rows: number,
): Float64Array {
  const both = new Float64Array(rows * (a + b));
  for (let i = 0; i < rows; i++) {
    both.set(left.subarray(i * a, (i + 1) * a), i * (a + b));
    both.set(right.subarray(i * b, (i + 1) * b), i * (a + b) + a);
  }
  return both;
}
