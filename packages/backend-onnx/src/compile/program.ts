import { MimmxError, type TensorTree } from '@mimmx/core';
import * as tf from '@tensorflow/tfjs';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { OnnxBackend } from '../backend/backend.ts';
import { allocate, collect, type ElementType, type HostArray, Value } from '../graph/index.ts';
import { distinctOutputs, optimize } from '../passes/index.ts';
import { encodeModel } from '../proto/model.ts';
import { loadOrt, openSession } from '../session/index.ts';
import { type Recording, setData } from './record.ts';
import { rebuild } from './tree.ts';

type OrtModule = Awaited<ReturnType<typeof loadOrt>>;

interface Bound {
  readonly name: string;
  readonly value: Value;
}

/** A function specialised to shapes: one session and what goes in and out of it. */
export class Program {
  readonly #ort: OrtModule;
  readonly #backend: OnnxBackend;
  readonly #session: InferenceSession;
  readonly #tree: TensorTree;
  readonly #inputs: readonly (Bound & { readonly position: number })[];
  readonly #hosts: readonly (Bound & { readonly produce: () => HostArray; readonly used: boolean })[];
  readonly #variables: readonly (Bound & { readonly variable: tf.Variable })[];
  readonly #outers: readonly (Bound & { readonly id: tf.DataId; readonly outer: Value })[];
  readonly #assigned: readonly (Bound & { readonly variable: tf.Variable })[];
  readonly #results: readonly Bound[];
  readonly #feeds: Record<string, Tensor> = {};
  readonly #fetches: Record<string, Tensor> = {};

  private constructor(
    ort: OrtModule,
    backend: OnnxBackend,
    session: InferenceSession,
    recording: Recording,
    plan: Plan,
  ) {
    this.#ort = ort;
    this.#backend = backend;
    this.#session = session;
    this.#tree = recording.tree;
    const { names, used } = plan;
    const bound = (value: Value): Bound => ({ name: names.get(value) as string, value });
    const { trace, owners } = recording;
    this.#inputs = trace.inputs
      .map((value, position) => ({ ...bound(value), position }))
      .filter(({ value }) => used.has(value));
    this.#hosts = trace.hosts.map(({ value, produce }) => ({
      ...bound(value),
      produce,
      used: used.has(value),
    }));
    const captures = [...trace.captures.values()].filter(({ value }) => used.has(value));
    this.#variables = captures.flatMap(({ id, value }) => {
      const variable = owners.get(id);
      return variable ? [{ ...bound(value), variable }] : [];
    });
    this.#outers = captures
      .filter(({ id }) => !owners.has(id))
      .map(({ id, record, value }) => ({ ...bound(value), id, outer: record.value }));
    this.#assigned = [...recording.assigned.keys()].map((variable, i) => ({
      variable,
      value: plan.assigned[i] as Value,
      name: plan.outputs[recording.results.length + i] as string,
    }));
    this.#results = plan.results.map((value, i) => ({ value, name: plan.outputs[i] as string }));
  }

  /** Optimises a recording, writes it as a model and opens a session. */
  static async build(backend: OnnxBackend, recording: Recording, profile?: string): Promise<Program> {
    const ort = await loadOrt();
    const plan = planOf(recording);
    const session = await openSession(plan.model, { optimize: true, ...(profile ? { profile } : {}) });
    return new Program(ort, backend, session, recording, plan);
  }

  /** Runs the graph. Must have its turn: nothing else may run meanwhile. */
  async run(inputs: readonly tf.Tensor[]): Promise<TensorTree> {
    const backend = this.#backend;
    const feeds = this.#feeds;
    const waiting: Value[] = [];
    const noteMissing = (value: Value) => {
      if (!value.ready) waiting.push(value);
    };
    for (const { position } of this.#inputs)
      noteMissing(backend.record((inputs[position] as tf.Tensor).dataId).value);
    for (const { variable } of this.#variables) {
      if (variable.isDisposed) throw gone(`variable ${variable.name}`);
      noteMissing(backend.record(variable.dataId).value);
    }
    for (const { outer } of this.#outers) noteMissing(outer);
    if (waiting.length > 0) await backend.compute(waiting);

    for (const { name, position } of this.#inputs) {
      feeds[name] = this.#tensor(backend.record((inputs[position] as tf.Tensor).dataId).value);
    }
    for (const { name, value, produce, used } of this.#hosts) {
      // Drawn even where the result does not depend on it, so that the stream is the one of an uncompiled run.
      const data = produce();
      if (used)
        feeds[name] = new this.#ort.Tensor(value.type as 'float32', data as Float32Array, value.shape);
    }
    for (const { name, variable } of this.#variables) {
      feeds[name] = this.#tensor(backend.record(variable.dataId).value);
    }
    for (const { name, id, outer } of this.#outers) {
      if (backend.refCount(id) === 0) throw gone(`a tensor of shape [${outer.shape}]`);
      feeds[name] = this.#tensor(outer);
    }
    const fetches = this.#fetches;
    const fresh = this.#results.map(({ name, value }) => {
      const result = this.#blank(value.shape, value.type);
      fetches[name] = this.#tensor(result);
      return result;
    });
    const next = this.#assigned.map(({ name, variable, value }) => {
      const record = backend.record(variable.dataId);
      const target = record.spare ?? this.#blank(value.shape, value.type);
      record.spare = null;
      fetches[name] = this.#tensor(target);
      return target;
    });

    await this.#session.run(feeds, fetches);

    this.#assigned.forEach(({ variable }, i) => {
      const record = backend.record(variable.dataId);
      const value = next[i] as Value;
      if (record.references > 1) {
        // Somebody else (a clone, a saved tensor) holds the old value.
        setData(variable, backend.adopt(value));
        return;
      }
      const old = record.value;
      record.value = value;
      record.spare = old.owned && !old.read ? old : null;
    });
    let i = 0;
    return rebuild(this.#tree, () =>
      tf.engine().makeTensorFromTensorInfo(backend.wrap(fresh[i++] as Value), backend),
    );
  }

  async release(): Promise<void> {
    await this.#session.release();
  }

  endProfiling(): void {
    this.#session.endProfiling();
  }

  #blank(shape: readonly number[], type: ElementType): Value {
    const value = new Value(shape, type);
    value.data = allocate(type, value.size);
    value.owned = true;
    return value;
  }

  #tensor(value: Value): Tensor {
    value.tensor ??= new this.#ort.Tensor(value.type as 'float32', value.data as Float32Array, value.shape);
    return value.tensor as Tensor;
  }
}

const gone = (what: string): MimmxError =>
  new MimmxError(
    'E_CAPTURED_DISPOSED',
    `A compiled function uses ${what} from outside that was disposed of; pass it as an input.`,
  );

interface Plan {
  readonly model: Uint8Array<ArrayBuffer>;
  readonly names: ReadonlyMap<Value, string>;
  readonly used: ReadonlySet<Value>;
  readonly outputs: readonly string[];
  readonly results: readonly Value[];
  readonly assigned: readonly Value[];
}

/** From recorded values to a model: passes, names, and what is an input and what is part of the file. */
const planOf = ({ results, assigned }: Recording): Plan => {
  const wanted = distinctOutputs(optimize([...results, ...assigned.values()]));
  const { nodes, leaves } = collect(wanted);
  const names = new Map<Value, string>();
  for (const value of leaves) names.set(value, `in${names.size}`);
  for (const node of nodes) for (const value of node.outputs) names.set(value, `v${names.size}`);
  const inputs = leaves.filter((value) => !value.data);
  const model = encodeModel({
    nodes,
    inputs,
    outputs: wanted,
    initializers: leaves.filter((value) => value.data !== null),
    name: (value) => names.get(value) as string,
  });
  return {
    model,
    names,
    used: new Set(inputs),
    outputs: wanted.map((value) => names.get(value) as string),
    results: wanted.slice(0, results.length),
    assigned: wanted.slice(results.length),
  };
};
