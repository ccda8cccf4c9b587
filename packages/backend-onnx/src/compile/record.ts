import type { TensorTree } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { OnnxBackend } from '../backend/backend.ts';
import { explainForeign } from '../backend/copies.ts';
import type { Value } from '../graph/index.ts';
import { Trace } from './trace.ts';
import { isVariable, leavesOf, rebuild } from './tree.ts';

/** What one tracing of a function found. */
export interface Recording {
  readonly trace: Trace;
  /** Form of the result; its tensors are gone. */
  readonly tree: TensorTree;
  readonly results: readonly Value[];
  /** New value of each variable that the function assigns. */
  readonly assigned: ReadonlyMap<tf.Variable, Value>;
  /** Variables that the function made (an optimiser's slots), with their first values. */
  readonly created: ReadonlyMap<tf.Variable, Value>;
  /** The variable that each captured data id belongs to. */
  readonly owners: ReadonlyMap<tf.DataId, tf.Variable>;
}

/**
 * Runs a function on symbolic tensors and notes its graph. Every variable has its old value again afterwards.
 *
 * A kernel sees data ids, not variables. So each variable has an id of its own while it is traced: otherwise two that
 * were made from one tensor (`tf.variable(a.clone())`, one tensor given to two layers), or a variable and its clone,
 * would be one and the same in the graph.
 */
export const recordFunction = (
  backend: OnnxBackend,
  fn: (...inputs: TensorTree[]) => TensorTree,
  inputs: readonly TensorTree[],
): Recording => {
  const engine = tf.engine();
  const before = new Map<tf.Variable, tf.DataId>();
  const owners = new Map<tf.DataId, tf.Variable>();
  for (const variable of Object.values(engine.registeredVariables)) {
    if (variable.dtype === 'string') continue;
    if (backend.refCount(variable.dataId) > 1)
      setData(variable, backend.adopt(backend.record(variable.dataId).value));
    before.set(variable, variable.dataId);
    owners.set(variable.dataId, variable);
    // A second reference keeps the data when the variable is assigned symbolically.
    backend.incRef(variable.dataId);
  }
  const trace = new Trace(new Set(owners.keys()));
  const created = new Map<tf.Variable, Value>();
  const makeVariable = engine.makeVariable.bind(engine);
  engine.makeVariable = (...parameters) => {
    const variable = makeVariable(...parameters);
    created.set(variable, backend.record(variable.dataId).value);
    return variable;
  };
  const assigned = new Map<tf.Variable, Value>();
  let tree: TensorTree = [];
  let results: Value[] = [];
  const newerThan = tf.tidy(() => tf.scalar(0).id);
  backend.trace = trace;
  // TensorFlow.js's debug mode reads the result of every kernel; set this way, it says nothing of it.
  const flags = tf.env().getFlags() as { DEBUG?: boolean };
  const debugging = tf.env().getBool('DEBUG');
  flags.DEBUG = false;
  try {
    tf.tidy(() => {
      const symbolic = inputs.map((input) =>
        rebuild(
          input,
          nextOf(
            leavesOf(input).map((leaf) => (isVariable(leaf) ? leaf : symbol(backend, trace.input(leaf)))),
          ),
        ),
      );
      tree = fn(...symbolic);
      results = leavesOf(tree).map((tensor) => backend.symbol(tensor));
    });
    disposeKept(tree, newerThan);
    for (const [variable, id] of before) {
      if (variable.dataId !== id && !variable.isDisposed) assigned.set(variable, backend.symbol(variable));
    }
  } catch (error) {
    throw explainForeign(error);
  } finally {
    backend.trace = null;
    flags.DEBUG = debugging;
    // The instance's own property hides the method of the class.
    delete (engine as Partial<typeof engine>).makeVariable;
    for (const [variable, id] of before) {
      if (variable.dataId !== id && !variable.isDisposed) setData(variable, id);
      backend.disposeData(id);
    }
  }
  return { trace, tree, results, assigned, created, owners };
};

/** Results that the function kept from `tidy`: each trace would leave one more. */
const disposeKept = (tree: TensorTree, newerThan: number): void => {
  for (const tensor of leavesOf(tree))
    if (tensor.kept && tensor.id > newerThan && !tensor.isDisposed && !isVariable(tensor)) tensor.dispose();
};

const symbol = (backend: OnnxBackend, value: Value): tf.Tensor =>
  tf.engine().makeTensorFromTensorInfo(backend.wrap(value), backend);

const nextOf = (list: tf.Tensor[]): (() => tf.Tensor) => {
  let i = 0;
  return () => list[i++] as tf.Tensor;
};

/** Points a variable at other data, with TensorFlow.js's books kept right. */
export const setData = (variable: tf.Variable, id: tf.DataId): void => {
  const engine = tf.engine();
  engine.disposeTensor(variable);
  variable.dataId = id;
  engine.incRef(variable, null as unknown as tf.KernelBackend);
};
