import * as tf from '@mimmx/core/tf';
import type { Value } from '../graph/index.ts';
import type { OnnxBackend } from './backend.ts';

/** The recording of one TensorFlow.js kernel: values in, values out. */
export interface Kernel {
  readonly name: string;
  record(inputs: Readonly<Record<string, Value>>, attributes: object): Value | Value[];
}

/**
 * Declares a kernel by its TensorFlow.js name.
 *
 * @example
 * kernel<'x', { alpha: number }>('LeakyRelu', ({ x }, { alpha }) => unary('LeakyRelu', x, { alpha: float(alpha) }))
 */
export const kernel = <Inputs extends string, Attributes extends object = object>(
  name: string,
  record: (inputs: { [key in Inputs]: Value }, attributes: Attributes) => Value | Value[],
): Kernel => ({ name, record: record as Kernel['record'] });

/** A kernel whose inputs are a list. */
export const listKernel = <Attributes extends object = object>(
  name: string,
  record: (inputs: Value[], attributes: Attributes) => Value | Value[],
): Kernel => ({
  name,
  record: (inputs, attributes) => record(Object.values(inputs), attributes as Attributes),
});

/** Makes kernels known to TensorFlow.js under a backend's name. */
export const registerKernels = (backendName: string, kernels: readonly Kernel[]): void => {
  for (const { name, record } of kernels) {
    tf.registerKernel({
      kernelName: name,
      backendName,
      kernelFunc: ({ inputs, attrs, backend }) => {
        const onnx = backend as OnnxBackend;
        const values: { [name: string]: Value } = {};
        for (const key of Object.keys(inputs)) {
          const info = inputs[key] as tf.TensorInfo | null | undefined;
          if (info) values[key] = onnx.symbol(info);
        }
        const result = record(values, attrs ?? {});
        return Array.isArray(result) ? result.map((value) => onnx.wrap(value)) : onnx.wrap(result);
      },
    });
  }
  tf.registerKernel({
    kernelName: 'Identity',
    backendName,
    kernelFunc: ({ inputs, backend }) => {
      const x = inputs.x as tf.TensorInfo;
      (backend as OnnxBackend).incRef(x.dataId);
      return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
    },
  });
};
