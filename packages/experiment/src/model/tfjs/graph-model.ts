import { MimmxError, type SavedTensor } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { type Attribute, type GraphNode, attribute as is, typeName } from './graph-node.ts';
import { type Operand, type Step, stepsOf } from './kernel-nodes.ts';
import { disposeRecording, type Recording, recordKernels, type Value } from './record-kernels.ts';

/** How the ends and the weights of a graph are called. */
export interface GraphForm {
  readonly input: { readonly name: string; readonly shape: readonly number[] };
  /** Names of what the function returns, in order. */
  readonly outputs: readonly string[];
  /** Variables by the names that they are to have in the file. */
  readonly variables: Readonly<Record<string, tf.Variable>>;
}

/** A graph and its weights, which `tf.loadGraphModel` reads. */
export interface GraphModelFiles {
  readonly topology: {
    readonly node: readonly GraphNode[];
    readonly library: object;
    readonly versions: object;
  };
  readonly signature: { readonly inputs: object; readonly outputs: object };
  readonly weights: Readonly<Record<string, SavedTensor>>;
}

// Two sizes that nothing else in a model is likely to be made of tell what belongs to the batch.
const SIZES = [7, 11] as const;

/**
 * Writes a function of one tensor as a graph of TensorFlow, whose first axis is free.
 *
 * @param fn static: what it does must not depend on values
 * @throws E_EXPORT for a kernel that is not known here, or a graph that hangs on the batch size
 */
export async function graphModel(
  fn: (x: tf.Tensor) => readonly tf.Tensor[],
  form: GraphForm,
): Promise<GraphModelFiles> {
  const pictures = SIZES.map((size) => {
    const example = tf.zeros([size, ...form.input.shape]);
    try {
      return recordKernels((x) => fn(x!), [example]);
    } finally {
      example.dispose();
    }
  }) as [Recording, Recording];
  try {
    return await written(pictures, form);
  } finally {
    for (const picture of pictures) disposeRecording(picture);
  }
}

async function written(
  [small, large]: readonly [Recording, Recording],
  form: GraphForm,
): Promise<GraphModelFiles> {
  if (small.calls.length !== large.calls.length) throw dependent('The graph');
  const names = new Map<Value, string>([[small.inputs[0]!, form.input.name]]);
  const nodes: GraphNode[] = [placeholder(form)];
  const weights: Record<string, SavedTensor> = {};
  const constant = (name: string, tensor: SavedTensor): string => {
    weights[name] = tensor;
    const attr = {
      dtype: is.type(tensor.dtype),
      value: { tensor: { dtype: typeName(tensor.dtype), tensorShape: is.shape(tensor.shape).shape } },
    };
    nodes.push({ name, op: 'Const', attr });
    return name;
  };
  await nameLeaves(small, form.variables, names, constant);
  for (const [i, call] of small.calls.entries()) {
    const steps = freed(stepsOf(call), stepsOf(large.calls[i]!));
    const base = `${call.name.replace(/^_/, '')}_${i}`;
    let before = '';
    for (const [k, { op, operands, attr = {} }] of steps.entries()) {
      const name = k === steps.length - 1 ? base : `${base}_${k}`;
      const input = operands.map((operand, at) => {
        if ('before' in operand) return before;
        if ('input' in operand) return names.get(call.inputs[operand.input]!)!;
        return constant(`${name}/${at}`, tensorOf(operand));
      });
      nodes.push({ name, op, input, attr: { T: is.type(call.outputs[0]!.dtype), ...attr } });
      before = name;
    }
    for (const [at, output] of call.outputs.entries()) names.set(output, at === 0 ? base : `${base}:${at}`);
  }
  for (const [i, output] of small.outputs.entries())
    nodes.push({
      name: form.outputs[i]!,
      op: 'Identity',
      input: [names.get(output)!],
      attr: { T: is.type('float32') },
    });
  return {
    topology: { node: nodes, library: {}, versions: { producer: 1395 } },
    signature: {
      inputs: { [form.input.name]: end(form.input.name, form.input.shape) },
      outputs: Object.fromEntries(
        form.outputs.map((name, i) => [name, end(name, small.outputs[i]!.shape.slice(1))]),
      ),
    },
    weights,
  };
}

const placeholder = ({ input }: GraphForm): GraphNode => ({
  name: input.name,
  op: 'Placeholder',
  attr: { dtype: is.type('float32'), shape: is.shape([-1, ...input.shape]) },
});

const end = (name: string, shape: readonly number[]) => ({
  name: `${name}:0`,
  dtype: 'DT_FLOAT',
  tensorShape: is.shape([-1, ...shape]).shape,
});

/** Makes constants of what the function had from elsewhere, variables under their names. */
async function nameLeaves(
  { leaves, calls, outputs }: Recording,
  variables: GraphForm['variables'],
  names: Map<Value, string>,
  constant: (name: string, tensor: SavedTensor) => string,
): Promise<void> {
  const used = new Set([...calls.flatMap(({ inputs }) => Object.values(inputs)), ...outputs]);
  const called = new Map(Object.entries(variables).map(([name, variable]) => [variable as tf.Tensor, name]));
  for (const [value, tensor] of leaves) {
    if (!used.has(value)) continue;
    const name = (called.get(tensor) ?? `constant.${value.id}`).replaceAll(':', '_');
    const values = (await tensor.data()) as SavedTensor['values'];
    names.set(
      value,
      constant(name, { shape: tensor.shape, dtype: tensor.dtype as SavedTensor['dtype'], values }),
    );
  }
}

function tensorOf(operand: Exclude<Operand, { input: string } | { before: true }>): SavedTensor {
  if ('integers' in operand) {
    const { integers, shape = [integers.length] } = operand;
    return { shape, dtype: 'int32', values: Int32Array.from(integers) };
  }
  const { number, shape = [] } = operand;
  const size = shape.reduce((a, b) => a * b, 1);
  return { shape, dtype: 'float32', values: new Float32Array(size).fill(number) };
}

/** Leaves open what differs between two batch sizes: one length of a reshape, the length of a whole slice. */
function freed(small: readonly Step[], large: readonly Step[]): readonly Step[] {
  return small.map((step, i) => {
    const twin = large[i];
    if (twin?.op !== step.op || !sameAttributes(step.attr, twin.attr)) throw dependent(step.op);
    const operands = step.operands.map((operand, at) => {
      const other = twin.operands[at]!;
      if (!('integers' in operand) || !('integers' in other)) return operand;
      const changed = operand.integers.flatMap((n, place) => (n === other.integers[place] ? [] : [place]));
      if (changed.length === 0) return operand;
      const opens = (step.op === 'Reshape' && at === 1) || (step.op === 'Slice' && at === 2);
      if (!opens || changed.length !== 1) throw dependent(step.op);
      const [place] = changed;
      if (operand.integers[place!]! * SIZES[1] !== other.integers[place!]! * SIZES[0])
        throw dependent(step.op);
      return { ...operand, integers: operand.integers.map((n, k) => (k === place ? -1 : n)) };
    });
    return { ...step, operands };
  });
}

const sameAttributes = (a: Step['attr'], b: Step['attr']): boolean =>
  JSON.stringify(a as Record<string, Attribute>) === JSON.stringify(b);

const dependent = (what: string): MimmxError =>
  new MimmxError(
    'E_EXPORT',
    `${what} of this model depends on the batch size in a way that TensorFlow.js cannot leave open; export a model without it.`,
  );
