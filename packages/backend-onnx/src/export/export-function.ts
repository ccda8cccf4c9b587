import { MimmxError } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { OnnxBackend } from '../backend/backend.ts';
import { recordFunction } from '../compile/record.ts';
import { collect, type Node, type Value } from '../graph/index.ts';
import { distinctOutputs, simplifyForExport } from '../passes/index.ts';
import { encodeModel } from '../proto/model.ts';
import { download } from '../session/index.ts';
import { withFreeBatch } from './batch.ts';

/** How the ends and the weights of an exported graph are called. */
export interface ExportedForm {
  /** Inputs by name in the order of the function's arguments; shapes without the batch. */
  readonly inputs: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly dtype?: tf.DataType;
  }[];
  /** Names of what the function returns, in order. */
  readonly outputs: readonly string[];
  /** Variables by the names that they are to have in the file; by their own if absent. */
  readonly variables?: Readonly<Record<string, tf.Variable>>;
}

/** What a function computes for a batch of some size: the graph behind its outputs. */
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
 * Writes a function of tensors as ONNX (opset 21, no custom operators): variables that it reads become initializers,
 * the first axis of each input and output is free.
 *
 * @param fn static, as for `compile`
 * @returns the bytes of an `.onnx` file
 * @throws E_BACKEND if the current backend is not `onnx`; E_EXPORT if the graph depends on the batch in a way that no
 *   reshape can leave open
 * @example
 * const bytes = await exportFunction((x) => [method.read(x).prediction], {
 *   inputs: [{ name: 'image', shape: [64, 64, 1] }],
 *   outputs: ['probabilities'],
 * });
 */
export const exportFunction = async (
  fn: (...inputs: tf.Tensor[]) => readonly tf.Tensor[],
  form: ExportedForm,
): Promise<Uint8Array<ArrayBuffer>> => {
  const backend = tf.backend();
  if (!(backend instanceof OnnxBackend)) {
    throw new MimmxError(
      'E_BACKEND',
      `Models are exported on the onnx backend, not on "${tf.getBackend()}"; await tf.setBackend('onnx') first.`,
    );
  }
  const [small, large] = SIZES.map((size) => picture(backend, fn, form, size)) as [Picture, Picture];
  await backend.flush();
  for (const [value, source] of [...small.sources, ...large.sources]) value.data = await download(source);
  const sizes = withFreeBatch(small, large, SIZES);
  const names = new Map<Value, string>();
  for (const [i, value] of small.inputs.entries()) names.set(value, form.inputs[i]!.name);
  for (const [value, name] of small.weights) names.set(value, name);
  for (const [i, value] of small.outputs.entries()) names.set(value, form.outputs[i]!);
  for (const value of [...small.leaves, ...small.nodes.flatMap((node) => node.outputs)]) {
    if (!names.has(value)) names.set(value, `value_${names.size}`);
  }
  return encodeModel({
    nodes: small.nodes,
    inputs: small.inputs,
    outputs: small.outputs,
    initializers: small.leaves.filter((value) => value.data),
    name: (value) => names.get(value) as string,
    dimensions: (value) => sizes.get(value) ?? value.shape,
  });
};

const picture = (
  backend: OnnxBackend,
  fn: (...inputs: tf.Tensor[]) => readonly tf.Tensor[],
  { inputs, variables = {} }: ExportedForm,
  size: number,
): Picture => {
  const examples = inputs.map(({ shape, dtype }) => tf.zeros([size, ...shape], dtype));
  const recording = recordFunction(backend, (...given) => [...fn(...(given as tf.Tensor[]))], examples);
  for (const example of examples) example.dispose();
  const outputs = distinctOutputs(simplifyForExport(recording.results));
  const { nodes, leaves } = collect(outputs);
  const called = new Map(Object.entries(variables).map(([name, variable]) => [variable, name]));
  const weights = new Map<Value, string>();
  const sources: (readonly [Value, Value])[] = [];
  for (const { id, record, value } of recording.trace.captures.values()) {
    sources.push([value, record.value]);
    const owner = recording.owners.get(id);
    const name = owner && (called.get(owner) ?? owner.name);
    if (name) weights.set(value, name);
  }
  return { inputs: recording.trace.inputs, outputs, nodes, leaves, weights, sources };
};
