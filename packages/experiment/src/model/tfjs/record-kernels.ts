import * as tf from '@mimmx/core/tf';

/** A tensor of a recording. */
export interface Value {
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: tf.DataType;
}

/** One kernel that TensorFlow.js was asked to run. */
export interface KernelCall {
  readonly name: string;
  /** By the names of the kernel's inputs; those of kernels that take a list are called 0, 1, … */
  readonly inputs: Readonly<Record<string, Value>>;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly outputs: readonly Value[];
}

/** What a function asked TensorFlow.js for, in order. */
export interface Recording {
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly calls: readonly KernelCall[];
  /** Tensors that the function had from elsewhere: variables and constants. To be disposed of by whoever has it. */
  readonly leaves: ReadonlyMap<Value, tf.Tensor>;
}

/** Where the tensor of a value is found again: under its own number, or as another tensor of the same data. */
class Values {
  readonly #byTensor = new Map<number, Value>();
  readonly #byData = new Map<tf.DataId, Value[]>();
  #count = 0;

  add({ id, dataId, shape, dtype }: tf.Tensor): Value {
    const value = { id: this.#count++, shape: [...shape], dtype };
    this.#byTensor.set(id, value);
    const same = this.#byData.get(dataId) ?? [];
    this.#byData.set(dataId, [...same, value]);
    return value;
  }

  find({ id, dataId, shape }: tf.Tensor): Value | undefined {
    const known = this.#byTensor.get(id);
    if (known) return known;
    // A detached tensor is a second one on the same data.
    return this.#byData.get(dataId)?.find((value) => value.shape.join() === shape.join());
  }
}

/**
 * Runs a function and notes every kernel between its inputs and its outputs.
 *
 * @param fn static: what it does must not depend on values
 */
export function recordKernels(
  fn: (...inputs: tf.Tensor[]) => readonly tf.Tensor[],
  examples: readonly tf.Tensor[],
): Recording {
  const engine = tf.engine();
  const values = new Values();
  const inputs = examples.map((tensor) => values.add(tensor));
  const leaves = new Map<Value, tf.Tensor>();
  const calls: KernelCall[] = [];
  const valueFor = (tensor: tf.Tensor): Value => {
    const known = values.find(tensor);
    if (known) return known;
    const value = values.add(tensor);
    // What the function made for itself is freed with its tidy; its values are read afterwards.
    leaves.set(value, tensor instanceof tf.Variable ? tensor : tf.keep(tensor));
    return value;
  };
  const runKernel = engine.runKernel.bind(engine);
  engine.runKernel = ((name: string, given: tf.NamedTensorMap, attributes: object = {}) => {
    const found = runKernel(name, given, attributes as never) as tf.Tensor | tf.Tensor[];
    const present = Object.entries(given).filter(([, tensor]) => tensor instanceof tf.Tensor);
    calls.push({
      name,
      inputs: Object.fromEntries(present.map(([key, tensor]) => [key, valueFor(tensor)])),
      attributes: { ...attributes },
      outputs: [found].flat().map((tensor) => values.add(tensor)),
    });
    return found;
  }) as typeof engine.runKernel;
  try {
    let outputs: readonly Value[] = [];
    tf.tidy(() => {
      outputs = fn(...examples).map(valueFor);
    });
    return { inputs, outputs, calls: reached(calls, outputs), leaves };
  } finally {
    // The instance's own property hides the method of the class.
    delete (engine as Partial<typeof engine>).runKernel;
  }
}

/** The calls that the outputs hang on. */
function reached(calls: readonly KernelCall[], outputs: readonly Value[]): KernelCall[] {
  const wanted = new Set(outputs);
  const kept: KernelCall[] = [];
  for (const call of [...calls].reverse()) {
    if (!call.outputs.some((output) => wanted.has(output))) continue;
    kept.push(call);
    for (const input of Object.values(call.inputs)) wanted.add(input);
  }
  return kept.reverse();
}

/** Frees the constants that a recording kept. */
export function disposeRecording({ leaves }: Recording): void {
  for (const tensor of leaves.values()) if (!(tensor instanceof tf.Variable)) tensor.dispose();
}
