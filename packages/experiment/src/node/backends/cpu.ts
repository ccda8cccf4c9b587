import { defineBackend, eager, options } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/** TensorFlow.js's own kernels in plain JavaScript: everywhere, correct, and one to two orders slower than `onnx`. */
export const cpuBackend = defineBackend({
  name: 'cpu',
  summary: 'TensorFlow.js kernels in plain JavaScript: runs anywhere, slow',
  source: '@tensorflow/tfjs-backend-cpu',
  options: options({}),
  create: () => ({
    engine: 'cpu',
    available: async () => true,
    async setup() {
      await tf.setBackend('cpu');
      await tf.ready();
    },
    compile: eager.compile,
    describe: async () => ({ version: tf.version.tfjs, device: 'cpu', threads: 1 }),
  }),
});
