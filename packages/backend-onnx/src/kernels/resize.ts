import { kernel } from '../backend/kernel.ts';
import { cast, constant, gather, matMul, reshape, transpose, type Value } from '../graph/index.ts';

interface ResizeAttributes {
  readonly size?: readonly [number, number];
  readonly alignCorners: boolean;
  readonly halfPixelCenters?: boolean;
}

/** Where output `i` lies on an axis of `length` elements that is resized to `target`. */
const position = (i: number, length: number, target: number, a: ResizeAttributes): number => {
  const corners = a.alignCorners && target > 1;
  const ratio = (corners ? length - 1 : length) / (corners ? target - 1 : target);
  return a.halfPixelCenters ? ratio * (i + 0.5) : ratio * i;
};

const nearest = (length: number, target: number, a: ResizeAttributes): Int32Array =>
  Int32Array.from({ length: target }, (_, i) => {
    const at = position(i, length, target, a);
    return Math.max(0, Math.min(length - 1, a.alignCorners ? Math.round(at) : Math.floor(at)));
  });

/** Interpolation along one axis as a matrix, [target, length]. */
const weights = (length: number, target: number, a: ResizeAttributes, linear: boolean): Value => {
  const table = new Float32Array(target * length);
  const put = (i: number, j: number, weight: number) => {
    table[i * length + j] = (table[i * length + j] as number) + weight;
  };
  const closest = nearest(length, target, a);
  for (let i = 0; i < target; i++) {
    if (!linear) {
      put(i, closest[i] as number, 1);
      continue;
    }
    const at = position(i, length, target, a) - (a.halfPixelCenters ? 0.5 : 0);
    const low = Math.max(0, Math.floor(at));
    put(i, low, 1 - (at - low));
    put(i, Math.min(length - 1, Math.ceil(at)), at - low);
  }
  return constant(table, [target, length], 'float32');
};

/** Rows · x · columnsᵀ over the two middle axes of [batch, height, width, channels]. */
const separable = (x: Value, rows: Value, columns: Value): Value => {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const newHeight = rows.shape[0] as number;
  const newWidth = columns.shape[0] as number;
  const tall = matMul(rows, reshape(x, [batch, height, width * channels]));
  const wide = matMul(columns, reshape(tall, [batch * newHeight, width, channels]));
  return reshape(wide, [batch, newHeight, newWidth, channels]);
};

const resized = (images: Value, a: ResizeAttributes, linear: boolean): Value => {
  const [, height, width] = images.shape as [number, number, number, number];
  const [newHeight, newWidth] = a.size as readonly [number, number];
  if (linear) {
    return separable(
      cast(images, 'float32'),
      weights(height, newHeight, a, true),
      weights(width, newWidth, a, true),
    );
  }
  const pick = (x: Value, axis: number, table: Int32Array) =>
    gather(x, constant(table, [table.length], 'int32'), axis);
  return pick(pick(images, 1, nearest(height, newHeight, a)), 2, nearest(width, newWidth, a));
};

/** The transposed interpolation. TensorFlow.js computes it without half-pixel centres, as its forward pass by default. */
const gradient = (images: Value, dy: Value, a: ResizeAttributes, linear: boolean): Value => {
  const [, height, width] = images.shape as [number, number, number, number];
  const [, newHeight, newWidth] = dy.shape as [number, number, number, number];
  return separable(
    dy,
    transpose(weights(height, newHeight, a, linear), [1, 0]),
    transpose(weights(width, newWidth, a, linear), [1, 0]),
  );
};

export const resizeKernels = [
  kernel<'images', ResizeAttributes>('ResizeBilinear', ({ images }, a) => resized(images, a, true)),
  kernel<'images', ResizeAttributes>('ResizeNearestNeighbor', ({ images }, a) => resized(images, a, false)),
  kernel<'images' | 'dy', ResizeAttributes>('ResizeBilinearGrad', ({ images, dy }, a) =>
    gradient(images, dy, a, true),
  ),
  kernel<'images' | 'dy', ResizeAttributes>('ResizeNearestNeighborGrad', ({ images, dy }, a) =>
    gradient(images, dy, a, false),
  ),
];
