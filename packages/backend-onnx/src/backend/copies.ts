import { MimmxError } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

const WAY_OUT =
  'keep one: npm ls @tensorflow/tfjs-core @mimmx/backend-onnx shows where they come from, npm dedupe merges them.';

/** Refuses data that the engine of this copy of TensorFlow.js has never heard of. */
export const requireKnown = (id: tf.DataId): void => {
  if (tf.engine().state.tensorInfo.has(id)) return;
  throw new MimmxError(
    'E_TWO_COPIES',
    `A tensor belongs to another copy of TensorFlow.js than the onnx backend; ${WAY_OUT}`,
  );
};

/** Why the current backend, though it bears our name, is not ours. */
export const otherCopyOfBackend = (): MimmxError =>
  new MimmxError(
    'E_TWO_COPIES',
    `The current "onnx" backend was made by another copy of @mimmx/backend-onnx; ${WAY_OUT}`,
  );

/**
 * What an operation of another copy of TensorFlow.js throws when it meets one of our tensors, in words; any other
 * error as it is. (Its engine looks up whose backend holds the data, and finds nobody.)
 */
export const explainForeign = (error: unknown): unknown => {
  const { name, message } = (error ?? {}) as Partial<Error>;
  if (name !== 'TypeError' || !message?.includes("reading 'backend'")) return error;
  return new MimmxError(
    'E_TWO_COPIES',
    `A compiled function calls another copy of TensorFlow.js than the onnx backend; ${WAY_OUT}`,
    { cause: error },
  );
};
