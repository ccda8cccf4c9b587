import type { TensorTree } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { InferenceSession, Tensor } from 'onnxruntime-common';
import type { OnnxBackend } from '../backend/backend.ts';
import type { Value } from '../graph/index.ts';
import {
  fromTensor,
  loadOrt,
  type OrtModule,
  openSession,
  ortError,
  settings,
  toTensor,
} from '../session/index.ts';
import { assign, type Bindings, type Bound, bindingsOf, prepare } from './bindings.ts';
import { checksNumbers, type Named, requireFinite } from './numbers.ts';
import { type Plan, planOf, singleModel } from './plan.ts';
import type { Recording } from './record.ts';
import { SeriesProgram } from './series.ts';
import { pathsOf, rebuild } from './tree.ts';

/** A function specialised to shapes: what goes in and out of it, and a session for one call or one for many. */
export class Program {
  readonly #ort: OrtModule;
  readonly #backend: OnnxBackend;
  readonly #plan: Plan;
  readonly #bindings: Bindings;
  readonly #tree: TensorTree;
  readonly #profile: string | undefined;
  /** Where it was made for; a program keeps its device. */
  readonly #device = settings().device;
  #session: InferenceSession | null = null;
  #series: SeriesProgram | null = null;
  readonly #feeds: Record<string, Tensor> = {};

  private constructor(ort: OrtModule, backend: OnnxBackend, recording: Recording, profile?: string) {
    this.#ort = ort;
    this.#backend = backend;
    this.#tree = recording.tree;
    this.#profile = profile;
    this.#plan = planOf(recording);
    this.#bindings = bindingsOf(recording, this.#plan);
  }

  /** Optimises a recording. A session is opened when it is first needed. */
  static async build(backend: OnnxBackend, recording: Recording, profile?: string): Promise<Program> {
    return new Program(await loadOrt(), backend, recording, profile);
  }

  async #open(): Promise<InferenceSession> {
    const plan = this.#plan;
    this.#session ??= await openSession(singleModel(plan), {
      optimize: true,
      // Variables stay where they are computed, to be read by the next call.
      onCpu: plan.onCpu,
      onDevice: plan.assigned.map(plan.name),
      ...(this.#profile ? { profile: this.#profile } : {}),
    });
    return this.#session;
  }

  /** Runs the graph. Must have its turn: nothing else may run meanwhile. */
  async run(inputs: readonly tf.Tensor[]): Promise<TensorTree> {
    const session = await this.#open();
    const backend = this.#backend;
    const bindings = this.#bindings;
    const feeds = this.#feeds;
    await prepare(backend, bindings, [inputs]);
    for (const { name, position } of bindings.inputs) {
      feeds[name] = toTensor(this.#ort, backend.record((inputs[position] as tf.Tensor).dataId).value);
    }
    for (const { name, value, produce, used } of bindings.hosts) {
      const data = produce();
      if (used)
        feeds[name] = new this.#ort.Tensor(value.type as 'float32', data as Float32Array, value.shape);
    }
    for (const { name, variable } of bindings.variables) {
      feeds[name] = toTensor(this.#ort, backend.record(variable.dataId).value);
    }
    for (const { name, outer } of bindings.outers) feeds[name] = toTensor(this.#ort, outer);
    const outputs = await session.run(feeds).catch((error: unknown) => {
      throw ortError(error);
    });
    const fresh = bindings.results.map((bound) => computed(bound, outputs));
    const next = bindings.assigned.map((bound) => computed(bound, outputs));
    if (checksNumbers()) await this.#checkNumbers(inputs, fresh, next);
    assign(backend, bindings.assigned, next);
    return this.#wrap(fresh);
  }

  /**
   * Runs the graph for each call in turn, without leaving ONNX Runtime between them: equal bits, fewer copies. Falls
   * back to one call after another where values are looked at between them (the check for NaN) or do not lie in the
   * CPU's memory.
   */
  async series(calls: readonly (readonly tf.Tensor[])[]): Promise<TensorTree[]> {
    if (this.#device !== 'cpu' || checksNumbers()) {
      const trees: TensorTree[] = [];
      for (const inputs of calls) trees.push(await this.run(inputs));
      return trees;
    }
    this.#series ??= await SeriesProgram.open(
      this.#ort,
      this.#backend,
      this.#plan,
      this.#bindings,
      this.#profile,
    );
    await prepare(this.#backend, this.#bindings, calls);
    const results = await this.#series.run(calls);
    return results.map((values) => this.#wrap(values));
  }

  #wrap(values: readonly Value[]): TensorTree {
    let i = 0;
    return rebuild(this.#tree, () =>
      tf.engine().makeTensorFromTensorInfo(this.#backend.wrap(values[i++] as Value), this.#backend),
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
    const { variables, assigned } = this.#bindings;
    return requireFinite(
      [
        ...inputs.map((tensor, i) => ({ name: `Input ${i}`, value: held(tensor) })),
        ...variables.map(({ variable }) => titled(variable, held(variable))),
      ],
      [
        ...results.map((value, i) => ({ name: paths[i] as string, value })),
        ...assigned.map(({ variable }, i) => titled(variable, next[i] as Value)),
      ],
    );
  }

  async release(): Promise<void> {
    await this.#session?.release();
    await this.#series?.release();
  }

  endProfiling(): void {
    this.#session?.endProfiling();
    this.#series?.endProfiling();
  }
}

const computed = ({ name, value }: Bound, outputs: InferenceSession.OnnxValueMapType): Value =>
  fromTensor(outputs[name] as Tensor, value.shape, value.type);
