import { batchNormGradientKernel, registerBatchNormGradient } from './batch-norm.ts';
import { registerDilatedGradients } from './dilated.ts';

/** Kernels that only gradients call. */
export const gradientKernels = [batchNormGradientKernel];

/** Registers gradients of our own in place of TensorFlow.js's, which stay in use on other backends. */
export const registerGradients = (engineName: string): void => {
  registerBatchNormGradient(engineName);
  registerDilatedGradients(engineName);
};
