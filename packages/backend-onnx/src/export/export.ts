import { MimmxError } from '@mimmx/core';
import * as tf from '@tensorflow/tfjs';
import { OnnxBackend } from '../backend/backend.ts';
import { recordFunction } from '../compile/record.ts';
import { collect, type Node, type Value } from '../graph/index.ts';
import { distinctOutputs, simplifyForExport } from '../passes/index.ts';
import { encodeModel } from '../proto/model.ts';
import { download } from '../session/index.ts';
import { withFreeBatch } from './batch.ts';

/** What a model computes for a batch of some size: the graph behind its outputs. */
interface Picture {
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly nodes: readonly Node[];
  readonly leaves: readonly Value[];
  readonly weights: ReadonlyMap<Value, string>;
  /** Leaves from outside, and the values that they stand for. */
  readonly sources: readonly (readonly [Value, Value])[];
}

// Two sizes that nothing else in a model is likely to be made of tell what belongs to the batch.
const SIZES = [7, 11] as const;

/**
 * Writes a model for inference as ONNX (opset 21, no custom operators): inputs and outputs have the model's names, the
 * first axis of each is free.
 *
 * @returns the bytes of an `.onnx` file
 * @throws E_BACKEND if the current backend is not `onnx`; E_EXPORT if the graph depends on the batch in a way that no
 * reshape can leave open
 * @example
 * await writeFile('model.onnx', await exportOnnx(model));
 */
export const exportOnnx = async (model: tf.LayersModel): Promise<Uint8Array> => {
  const backend = tf.backend();
  if (!(backend instanceof OnnxBackend)) {
    throw new MimmxError(
      'E_BACKEND',
      `exportOnnx works on the onnx backend, not on "${tf.getBackend()}"; await tf.setBackend('onnx') first.`,
    );
  }
  const [small, large] = SIZES.map((size) => picture(backend, model, size)) as [Picture, Picture];
  await backend.flush();
  for (const [value, source] of [...small.sources, ...large.sources]) value.data = await download(source);
  const sizes = withFreeBatch(small, large, SIZES);
  const names = new Map<Value, string>();
  for (const [i, value] of small.inputs.entries()) names.set(value, model.inputNames[i] as string);
  for (const [value, name] of small.weights) names.set(value, name);
  for (const [i, value] of small.outputs.entries()) names.set(value, outputName(model, i));
  for (const value of [...small.leaves, ...small.nodes.flatMap((node) => node.outputs)]) {
    if (!names.has(value)) names.set(value, `value_${names.size}`);
  }
  const used = new Set(small.leaves);
  return encodeModel({
    nodes: small.nodes,
    inputs: small.inputs,
    outputs: small.outputs,
    initializers: small.leaves.filter((value) => value.data && used.has(value)),
    name: (value) => names.get(value) as string,
    dimensions: (value) => sizes.get(value) ?? value.shape,
  });
};

/** An output may share a name with an input of the next model; a file needs them distinct. */
const outputName = (model: tf.LayersModel, i: number): string => {
  const name = model.outputNames[i] as string;
  return model.inputNames.includes(name) ? `${name}_output` : name;
};

const picture = (backend: OnnxBackend, model: tf.LayersModel, size: number): Picture => {
  const examples = model.inputs.map((input) =>
    tf.zeros([size, ...input.shape.slice(1).map((n) => known(n, input.name))], input.dtype),
  );
  const recording = recordFunction(
    backend,
    (...inputs) => model.predict(inputs as tf.Tensor[], { batchSize: size }) as tf.Tensor[],
    examples,
  );
  for (const example of examples) example.dispose();
  const outputs = distinctOutputs(simplifyForExport(recording.results));
  const { nodes, leaves } = collect(outputs);
  const weights = new Map<Value, string>();
  const sources: (readonly [Value, Value])[] = [];
  for (const { id, record, value } of recording.trace.captures.values()) {
    sources.push([value, record.value]);
    const name = recording.owners.get(id)?.name;
    if (name) weights.set(value, name);
  }
  return { inputs: recording.trace.inputs, outputs, nodes, leaves, weights, sources };
};

const known = (n: number | null, name: string): number => {
  if (n !== null) return n;
  throw new MimmxError(
    'E_EXPORT',
    `Input "${name}" leaves more than its batch open; give the model a full inputShape.`,
  );
};
