import { MimmxError } from '@mimmx/core';
import { kernel } from '../backend/kernel.ts';

/** Kernels that make or take complex numbers, which ONNX Runtime has no tensors for. */
const NAMES = ['Complex', 'ComplexAbs', 'FFT', 'IFFT', 'Imag', 'Real'];

/** Refusals that name the operation; without them TensorFlow.js would suggest an import that does not exist. */
export const complexKernels = NAMES.map((name) =>
  kernel(name, () => {
    throw new MimmxError(
      'E_UNSUPPORTED_OP',
      `${name} works on complex64, which the onnx backend does not have; keep real and imaginary parts in two tensors, or run this part on tf.setBackend('cpu').`,
    );
  }),
);
