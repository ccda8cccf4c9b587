import { MimmxError } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { OnnxBackend } from '../backend/backend.ts';

/**
 * Kernels whose result has a shape that depends on values, or that ONNX has no operators for. They run in JavaScript,
 * as on the `cpu` backend, where the values are at hand, and are refused elsewhere.
 */
export const HOST_KERNELS = [
  'BroadcastArgs',
  'CropAndResize',
  'Dilation2D',
  'Dilation2DBackpropFilter',
  'Dilation2DBackpropInput',
  'Multinomial',
  'NonMaxSuppressionV3',
  'NonMaxSuppressionV4',
  'NonMaxSuppressionV5',
  'RaggedGather',
  'RaggedRange',
  'RaggedTensorToTensor',
  'RotateWithOffset',
  'SparseFillEmptyRows',
  'SparseReshape',
  'SparseSegmentMean',
  'SparseSegmentSum',
  'StaticRegexReplace',
  'StringNGrams',
  'StringSplit',
  'StringToHashBucketFast',
  'Transform',
  'Unique',
] as const;

type Inputs = tf.NamedTensorInfoMap;

/** Registers {@link HOST_KERNELS} for a backend. */
export const registerHostKernels = (backendName: string): void => {
  for (const name of HOST_KERNELS) {
    tf.registerKernel({
      kernelName: name,
      backendName,
      kernelFunc: ({ inputs, attrs, backend }) => runOnHost(name, inputs, attrs, backend as OnnxBackend),
    });
  }
};

const runOnHost = (
  name: string,
  inputs: Inputs,
  attributes: tf.NamedAttrMap | undefined,
  backend: OnnxBackend,
): tf.TensorInfo | tf.TensorInfo[] => {
  const kernel = tf.getKernel(name, 'cpu');
  const cpu = tf.engine().findBackend('cpu');
  if (!kernel || !cpu) {
    throw new MimmxError(
      'E_UNSUPPORTED_OP',
      `${name} needs TensorFlow.js's cpu backend; import @tensorflow/tfjs.`,
    );
  }
  const made: tf.DataId[] = [];
  const copy = (info: tf.TensorInfo): tf.TensorInfo => {
    const dataId = cpu.write(backend.valuesNow(info, name), info.shape, info.dtype);
    made.push(dataId);
    // Some of those kernels ask for the rank, which is a tensor's and not a tensor info's.
    return { dataId, shape: info.shape, dtype: info.dtype, rank: info.shape.length } as tf.TensorInfo;
  };
  const copies: { [input: string]: tf.TensorInfo | tf.TensorInfo[] } = {};
  for (const key of Object.keys(inputs)) {
    const info = inputs[key] as tf.TensorInfo | tf.TensorInfo[] | null | undefined;
    if (info) copies[key] = Array.isArray(info) ? info.map(copy) : copy(info);
  }
  try {
    const result = kernel.kernelFunc({ inputs: copies as Inputs, attrs: attributes, backend: cpu });
    const list = Array.isArray(result) ? result : [result];
    const taken = list.map(({ dataId, shape, dtype }) => {
      made.push(dataId);
      return { dataId: backend.write(cpu.readSync(dataId), shape, dtype), shape, dtype };
    });
    return Array.isArray(result) ? taken : (taken[0] as tf.TensorInfo);
  } finally {
    for (const id of new Set(made)) cpu.disposeData(id, true);
  }
};
