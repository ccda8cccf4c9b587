/** The plane of a slice: which axis is fixed (z, y or x). */
export type SliceAxis = 'axial' | 'coronal' | 'sagittal';

/** Index of the axis that a plane fixes, of right, anterior, superior. */
export const fixedAxis: Readonly<Record<SliceAxis, 0 | 1 | 2>> = { sagittal: 0, coronal: 1, axial: 2 };

/** Height and width of a slice of a volume [nx, ny, nz]. */
export function sliceShape(
  [nx, ny, nz]: readonly [number, number, number],
  axis: SliceAxis,
): [number, number] {
  if (axis === 'axial') return [ny, nx];
  return axis === 'coronal' ? [nz, nx] : [nz, ny];
}

/**
 * One plane of a volume in RAS order, [height, width] row-major. The first row is the most anterior (axial) or the
 * topmost (coronal, sagittal) one; columns run to the patient's right, or forwards in sagittal planes.
 */
export function slicePlane(
  data: Float32Array,
  shape: readonly [number, number, number],
  axis: SliceAxis,
  index: number,
): Float32Array {
  const [nx, ny] = shape;
  const stride = [1, nx, nx * ny] as const;
  const [height, width] = sliceShape(shape, axis);
  const first = index * stride[fixedAxis[axis]];
  const down = axis === 'axial' ? stride[1] : stride[2];
  const across = axis === 'sagittal' ? stride[1] : stride[0];
  const plane = new Float32Array(height * width);
  let at = 0;
  for (let row = height - 1; row >= 0; row--) {
    let from = first + row * down;
    for (let column = 0; column < width; column++, from += across) plane[at++] = data[from]!;
  }
  return plane;
}
