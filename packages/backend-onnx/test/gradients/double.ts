import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { types } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import type * as tf from '@mimmx/core/tf';

/**
 * TensorFlow.js's own `cpu` kernels in float64: the published bundle, loaded into a realm of its own in which
 * Float32Array is Float64Array. Central differences of its forward passes are good to nine digits.
 */
export const loadDouble = async (): Promise<typeof tf> => {
  const file = createRequire(import.meta.url).resolve('@tensorflow/tfjs/dist/tf.min.js');
  const realm = createContext({ Float32Array: Float64Array, console, performance, setTimeout });
  runInContext('var window = globalThis;', realm);
  const double = runInContext(`${readFileSync(file, 'utf8')}; tf`, realm) as typeof tf;
  const platform = { isTypedArray: types.isTypedArray, now: () => performance.now() };
  double.env().setPlatform('realm', platform as unknown as Parameters<tf.Environment['setPlatform']>[1]);
  await double.setBackend('cpu');
  return double;
};
