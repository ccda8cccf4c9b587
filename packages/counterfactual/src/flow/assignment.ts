/**
 * The one-to-one assignment of least total cost, by shortest augmenting paths in O(n³) (Kuhn, 1955; Jonker & Volgenant,
 * 1987).
 *
 * @param cost row-major [n × n]
 * @returns the column of each row
 */
export function assign(cost: Float64Array, n: number): Int32Array {
  // Rows and columns from 1; column 0 is where the path of the row to be placed begins.
  const u = new Float64Array(n + 1);
  const v = new Float64Array(n + 1);
  const rowOf = new Int32Array(n + 1);
  const before = new Int32Array(n + 1);
  for (let row = 1; row <= n; row++) {
    rowOf[0] = row;
    let column = 0;
    const least = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
    const used = new Uint8Array(n + 1);
    do {
      used[column] = 1;
      const from = rowOf[column]!;
      let step = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let j = 1; j <= n; j++) {
        if (used[j]) continue;
        const reduced = cost[(from - 1) * n + j - 1]! - u[from]! - v[j]!;
        if (reduced < least[j]!) {
          least[j] = reduced;
          before[j] = column;
        }
        if (least[j]! < step) {
          step = least[j]!;
          next = j;
        }
      }
      for (let j = 0; j <= n; j++) {
        if (used[j]) {
          u[rowOf[j]!]! += step;
          v[j]! -= step;
        } else least[j]! -= step;
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      rowOf[column] = rowOf[before[column]!]!;
      column = before[column]!;
    }
  }
  const result = new Int32Array(n);
  for (let j = 1; j <= n; j++) result[rowOf[j]! - 1] = j - 1;
  return result;
}
