import type { Backend } from '@mimmx/core';
import * as tf from '@tensorflow/tfjs';

/** For backends that run each operation at once: nothing is compiled, intermediate tensors are freed at the end. */
export const tidyCompile: Backend['compile'] =
  (fn) =>
  async (...inputs) =>
    tf.tidy(() => fn(...inputs) as tf.TensorContainer) as ReturnType<typeof fn>;
