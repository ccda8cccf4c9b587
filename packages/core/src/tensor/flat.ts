import * as tf from '../tf/index.ts';

/** Number of values in a shape. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** All values of several tensors one after the other, [total] float32. */
export function flatten(tensors: readonly tf.Tensor[]): tf.Tensor1D {
  const rows = tensors.map((tensor) => tensor.flatten());
  return rows.length === 1 ? rows[0]! : tf.concat1d(rows);
}

/** Undoes {@link flatten}. */
export function unflatten(flat: tf.Tensor1D, shapes: readonly (readonly number[])[]): tf.Tensor[] {
  if (shapes.length === 1) return [flat.reshape([...shapes[0]!])];
  const pieces = tf.split(flat, shapes.map(sizeOf));
  return pieces.map((piece, i) => piece.reshape([...shapes[i]!]));
}
