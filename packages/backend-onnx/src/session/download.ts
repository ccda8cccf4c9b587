import { MimmxError } from '@mimmx/core';
import type { Tensor } from 'onnxruntime-common';
import { emit, type HostArray, Value } from '../graph/index.ts';
import { encodeModel } from '../proto/model.ts';
import { cachedSession } from './cache.ts';

/**
 * Brings a computed value into CPU memory, if it is not there already. ONNX Runtime's Node binding cannot read a
 * device's memory itself, but the output of a graph can be asked for on the CPU: so a graph of one copy is run.
 */
export const download = async (value: Value): Promise<HostArray> => {
  if (value.data) return value.data;
  if (!value.tensor) throw new MimmxError('E_SYNC_READ', 'A value is not computed yet; await tensor.data().');
  const input = new Value(value.shape, value.type);
  const output = emit('Identity', [input], value.shape, value.type);
  const model = encodeModel({
    nodes: output.node ? [output.node] : [],
    inputs: [input],
    outputs: [output],
    initializers: [],
    name: (end) => (end === input ? 'device' : 'host'),
  });
  const session = await cachedSession(model);
  const { host } = await session.run({ device: value.tensor as Tensor });
  value.data = host?.data as HostArray;
  return value.data;
};
