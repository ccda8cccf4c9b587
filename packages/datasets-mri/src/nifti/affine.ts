import { NiftiError } from './error.ts';

/** A 4 × 4 matrix, row-major, that takes voxel indices (i, j, k, 1) to millimetres in RAS+ (x, y, z, 1). */
export type Affine = readonly number[];

export const identity: Affine = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

/** The product a · b. */
export function multiply(a: Affine, b: Affine): Affine {
  const product = new Array<number>(16).fill(0);
  for (let row = 0; row < 4; row++)
    for (let column = 0; column < 4; column++)
      for (let k = 0; k < 4; k++) product[row * 4 + column]! += a[row * 4 + k]! * b[k * 4 + column]!;
  return product;
}

/** The point (i, j, k) under the matrix. */
export function apply(a: Affine, i: number, j: number, k: number): [number, number, number] {
  return [
    a[0]! * i + a[1]! * j + a[2]! * k + a[3]!,
    a[4]! * i + a[5]! * j + a[6]! * k + a[7]!,
    a[8]! * i + a[9]! * j + a[10]! * k + a[11]!,
  ];
}

/** The inverse of a 3 × 3 matrix, row-major; null if it is singular or not finite. */
export function invert3(m: readonly number[]): number[] | null {
  const [a, b, c, d, e, f, g, h, i] = m as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const scale = Math.max(...m.map(Math.abs));
  if (!Number.isFinite(determinant) || !(Math.abs(determinant) > 1e-12 * scale ** 3)) return null;
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ].map((value) => value / determinant);
}

/** The rotation, zoom and shear of an affine, 3 × 3 row-major. */
export const linearPart = (a: Affine): number[] => [0, 1, 2, 4, 5, 6, 8, 9, 10].map((at) => a[at]!);

/** The inverse affine. @throws E_NIFTI_AFFINE if it has none */
export function invert(a: Affine): Affine {
  const linear = invert3(linearPart(a));
  if (!linear) {
    throw new NiftiError(
      'E_NIFTI_AFFINE',
      `The affine [${a.slice(0, 12).join(', ')}] cannot be inverted. Repair the header's qform or sform, or read with orientation "native".`,
    );
  }
  const [x, y, z] = [a[3]!, a[7]!, a[11]!];
  const shift = [0, 3, 6].map((r) => -(linear[r]! * x + linear[r + 1]! * y + linear[r + 2]! * z));
  return [0, 1, 2].flatMap((r) => [...linear.slice(r * 3, r * 3 + 3), shift[r]!]).concat([0, 0, 0, 1]);
}

/** Length of each voxel axis in millimetres. */
export function spacingOf(a: Affine): [number, number, number] {
  const length = (column: number) => Math.hypot(a[column]!, a[4 + column]!, a[8 + column]!);
  return [length(0), length(1), length(2)];
}

/** What rounding to float32 may make of 1 − b² − c² − d² in a half turn; nibabel's bound. */
const LONGEST = -3 * 2 ** -23;

/**
 * Rotation matrix of the quaternion whose last three parts are stored in the header (nifti1.h, method 2), times the
 * voxel sizes and the handedness `qfac`.
 */
export function affineOfQuaternion(
  [b, c, d]: readonly [number, number, number],
  [x, y, z]: readonly [number, number, number],
  [dx, dy, dz]: readonly [number, number, number],
  qfac: number,
): Affine {
  const squared = 1 - (b * b + c * c + d * d);
  if (squared < LONGEST)
    throw new NiftiError(
      'E_NIFTI_AFFINE',
      `The quaternion (${b}, ${c}, ${d}) is no rotation: it is longer than 1. Repair the header's qform.`,
    );
  // The stored parts are rounded, so that a half turn may come out slightly longer than 1.
  const a = squared > 0 ? Math.sqrt(squared) : 0;
  const norm = Math.sqrt(a * a + b * b + c * c + d * d);
  const [qa, qb, qc, qd] = [a / norm, b / norm, c / norm, d / norm];
  const fz = dz * qfac;
  return [
    (1 - 2 * (qc * qc + qd * qd)) * dx,
    2 * (qb * qc - qa * qd) * dy,
    2 * (qb * qd + qa * qc) * fz,
    x,
    2 * (qb * qc + qa * qd) * dx,
    (1 - 2 * (qb * qb + qd * qd)) * dy,
    2 * (qc * qd - qa * qb) * fz,
    y,
    2 * (qb * qd - qa * qc) * dx,
    2 * (qc * qd + qa * qb) * dy,
    (1 - 2 * (qb * qb + qc * qc)) * fz,
    z,
    0,
    0,
    0,
    1,
  ];
}
