/** Sweeps of Jacobi's method; it converges quadratically, in fewer than ten for any matrix met here. */
const SWEEPS = 40;

/** Eigenvalues of a symmetric matrix, [width], in no order. */
export const eigenvalues = (matrix: Float64Array, width: number): Float64Array =>
  jacobi(matrix, width).values;

/** Eigenvalues of a symmetric matrix, and its eigenvectors as columns, [width × width], in no order. */
export const eigenvectors = (
  matrix: Float64Array,
  width: number,
): { readonly values: Float64Array; readonly vectors: Float64Array } => jacobi(matrix, width);

/** The symmetric square root of a symmetric matrix without negative eigenvalues. */
export function squareRoot(matrix: Float64Array, width: number): Float64Array {
  const { values, vectors } = jacobi(matrix, width);
  const root = new Float64Array(width * width);
  for (let k = 0; k < width; k++) {
    const scale = Math.sqrt(Math.max(0, values[k]!));
    for (let i = 0; i < width; i++)
      for (let j = 0; j < width; j++)
        root[i * width + j]! += scale * vectors[i * width + k]! * vectors[j * width + k]!;
  }
  return root;
}

/** Jacobi's cyclic method (Golub & Van Loan, § 8.5). Vectors are columns. */
function jacobi(matrix: Float64Array, width: number): { values: Float64Array; vectors: Float64Array } {
  const a = matrix.slice();
  const vectors = new Float64Array(width * width);
  for (let k = 0; k < width; k++) vectors[k * width + k] = 1;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let off = 0;
    let diagonal = 0;
    for (let i = 0; i < width; i++)
      for (let j = 0; j < width; j++) {
        if (i === j) diagonal += a[i * width + i]! ** 2;
        else off += a[i * width + j]! ** 2;
      }
    if (off <= 1e-28 * diagonal) break;
    for (let p = 0; p < width; p++) for (let q = p + 1; q < width; q++) rotate(a, vectors, width, p, q);
  }
  return { values: Float64Array.from({ length: width }, (_, k) => a[k * width + k]!), vectors };
}

/** Turns the plane of p and q so that the entry between them vanishes. */
function rotate(a: Float64Array, vectors: Float64Array, width: number, p: number, q: number): void {
  const between = a[p * width + q]!;
  if (between === 0) return;
  const theta = (a[q * width + q]! - a[p * width + p]!) / (2 * between);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < width; k++) {
    const [kp, kq] = [a[k * width + p]!, a[k * width + q]!];
    a[k * width + p] = c * kp - s * kq;
    a[k * width + q] = s * kp + c * kq;
  }
  for (let k = 0; k < width; k++) {
    const [pk, qk] = [a[p * width + k]!, a[q * width + k]!];
    a[p * width + k] = c * pk - s * qk;
    a[q * width + k] = s * pk + c * qk;
    const [vp, vq] = [vectors[k * width + p]!, vectors[k * width + q]!];
    vectors[k * width + p] = c * vp - s * vq;
    vectors[k * width + q] = s * vp + c * vq;
  }
}
