import * as tf from '@mimmx/core/tf';
import { gradientKernels, registerGradients } from '../gradients/index.ts';
import { kernels, registerHostKernels } from '../kernels/index.ts';
import { findBlock, loadOrt } from '../session/index.ts';
import { OnnxBackend } from './backend.ts';
import { registerKernels } from './kernel.ts';

export const ENGINE_NAME = 'onnx';

/** Tells TensorFlow.js that there is a backend named `onnx`. It is made, with its kernels, when it is first chosen. */
export const register = (): void => {
  if (tf.engine().backendNames().includes(ENGINE_NAME)) return;
  // Priority 0, below every other backend: it is used only where somebody asks for it.
  tf.registerBackend(
    ENGINE_NAME,
    async () => {
      await loadOrt();
      await findBlock();
      if (!tf.getKernel('Identity', ENGINE_NAME)) {
        registerKernels(ENGINE_NAME, [...kernels, ...gradientKernels]);
        registerHostKernels(ENGINE_NAME);
      }
      registerGradients(ENGINE_NAME);
      return new OnnxBackend();
    },
    0,
  );
};

/** The current backend, if it is ours. */
export const currentBackend = (): OnnxBackend | null => {
  const backend = tf.backend();
  return backend instanceof OnnxBackend ? backend : null;
};
