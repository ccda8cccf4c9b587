import type { Tensor } from 'onnxruntime-common';
import { type ElementType, type HostArray, Value } from '../graph/index.ts';
import type { OrtModule } from './runtime-form.ts';

/** A value that ONNX Runtime has computed, in CPU memory or on a device. */
export const fromTensor = (tensor: Tensor, shape: readonly number[], type: ElementType): Value => {
  const value = new Value(shape, type);
  hold(value, tensor);
  return value;
};

/** Gives a value the tensor that ONNX Runtime has computed for it. */
export const hold = (value: Value, tensor: Tensor): void => {
  value.tensor = tensor;
  if (tensor.location === 'cpu') value.data = tensor.data as HostArray;
};

/** The tensor by which a value goes into a run. */
export const toTensor = (ort: OrtModule, value: Value): Tensor => {
  value.tensor ??= new ort.Tensor(value.type as 'float32', value.data as Float32Array, value.shape);
  return value.tensor as Tensor;
};

/** Frees a value's memory on its device at once; memory of the CPU is left to the garbage collector. */
export const release = (value: Value): void => {
  const tensor = value.tensor as Tensor | null;
  if (tensor && tensor.location !== 'cpu') tensor.dispose();
};
