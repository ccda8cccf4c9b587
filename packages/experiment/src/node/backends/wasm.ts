import { defineBackend, MimmxError, options } from '@mimmx/core';

const REASON =
  "it is for inference only: TensorFlow.js's wasm lacks the gradient of conv2d to its filter, and its conv3d gradients are wrong";

/** Listed so that who asks for it learns why not. */
export const wasmBackend = defineBackend({
  name: 'wasm',
  summary: 'TensorFlow.js in WebAssembly: inference only, refused for training',
  source: '@tensorflow/tfjs-backend-wasm',
  options: options({}),
  create() {
    const refuse = () => {
      throw new MimmxError(
        'E_BACKEND_UNAVAILABLE',
        `Backend "wasm" cannot train: ${REASON}. Use "onnx" or "cpu".`,
      );
    };
    return {
      engine: 'wasm',
      available: async () => `${REASON}; use "onnx" or "cpu"`,
      setup: async () => refuse(),
      compile: refuse,
      describe: async () => ({ device: 'cpu' }),
    };
  },
});
