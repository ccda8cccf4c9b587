import { MimmxError, type TensorTree } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { InferenceSession, Tensor } from 'onnxruntime-common';
import type { OnnxBackend } from '../backend/backend.ts';
import type { HostArray, Value } from '../graph/index.ts';
import {
  fromTensor,
  loadOrt,
  type OrtModule,
  openSession,
  ortError,
  release,
  toTensor,
} from '../session/index.ts';
import { checksNumbers, type Named, requireFinite } from './numbers.ts';
import { type Plan, planOf } from './plan.ts';
import { type Recording, setData } from './record.ts';
import { pathsOf, rebuild } from './tree.ts';

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
    const session = await openSession(plan.model, {
      optimize: true,
      // Variables stay where they are computed, to be read by the next call.
      onCpu: plan.onCpu,
      onDevice: plan.outputs.slice(plan.results.length),
      ...(profile ? { profile } : {}),
    });
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
      feeds[name] = toTensor(this.#ort, backend.record((inputs[position] as tf.Tensor).dataId).value);
    }
    for (const { name, value, produce, used } of this.#hosts) {
      // Drawn even where the result does not depend on it, so that the stream is the one of an uncompiled run.
      const data = produce();
      if (used)
        feeds[name] = new this.#ort.Tensor(value.type as 'float32', data as Float32Array, value.shape);
    }
    for (const { name, variable } of this.#variables) {
      feeds[name] = toTensor(this.#ort, backend.record(variable.dataId).value);
    }
    for (const { name, id, outer } of this.#outers) {
      if (backend.refCount(id) === 0) throw gone(`a tensor of shape [${outer.shape}]`);
      feeds[name] = toTensor(this.#ort, outer);
    }
    const outputs = await this.#session.run(feeds).catch((error: unknown) => {
      throw ortError(error);
    });
    const fresh = this.#results.map((bound) => computed(bound, outputs));
    const next = this.#assigned.map((bound) => computed(bound, outputs));
    if (checksNumbers()) await this.#checkNumbers(inputs, fresh, next);

    this.#assigned.forEach(({ variable }, i) => {
      const record = backend.record(variable.dataId);
      const value = next[i] as Value;
      // Somebody else (a clone, a saved tensor) may hold the old value.
      if (record.references > 1) {
        setData(variable, backend.adopt(value));
        return;
      }
      if (!record.value.shared) release(record.value);
      record.value = value;
    });
    let i = 0;
    return rebuild(this.#tree, () =>
      tf.engine().makeTensorFromTensorInfo(backend.wrap(fresh[i++] as Value), backend),
    );
  }

  #checkNumbers(
    inputs: readonly tf.Tensor[],
    results: readonly Value[],
    next: readonly Value[],
  ): Promise<void> {
    const held = ({ dataId }: tf.Tensor) => this.#backend.record(dataId).value;
    const titled = (variable: tf.Variable, value: Value): Named => ({
      name: `Variable "${variable.name}"`,
      value,
    });
    const paths = pathsOf(this.#tree, 'Result');
    return requireFinite(
      [
        ...inputs.map((tensor, i) => ({ name: `Input ${i}`, value: held(tensor) })),
        ...this.#variables.map(({ variable }) => titled(variable, held(variable))),
      ],
      [
        ...results.map((value, i) => ({ name: paths[i] as string, value })),
        ...this.#assigned.map(({ variable }, i) => titled(variable, next[i] as Value)),
      ],
    );
  }

  async release(): Promise<void> {
    await this.#session.release();
  }

  endProfiling(): void {
    this.#session.endProfiling();
  }
}

const computed = ({ name, value }: Bound, outputs: InferenceSession.OnnxValueMapType): Value =>
  fromTensor(outputs[name] as Tensor, value.shape, value.type);

const gone = (what: string): MimmxError =>
  new MimmxError(
    'E_CAPTURED_DISPOSED',
    `A compiled function uses ${what} from outside that was disposed of; pass it as an input.`,
  );
