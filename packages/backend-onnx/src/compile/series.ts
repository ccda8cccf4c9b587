import type * as tf from '@mimmx/core/tf';
import type { InferenceSession, Tensor } from 'onnxruntime-common';
import type { OnnxBackend } from '../backend/backend.ts';
import { allocate, constant, type HostArray, type Value } from '../graph/index.ts';
import { inSeries } from '../proto/model.ts';
import { fromTensor, type OrtModule, openSession, ortError, toTensor } from '../session/index.ts';
import { assign, type Bindings, type Bound } from './bindings.ts';
import { type Plan, seriesModel } from './plan.ts';

/**
 * A program that runs for many calls at once: ONNX's `Scan` hands variables from call to call, so that they are bound
 * and copied once for all of them. Its graph, hence its bits, are those of a single call.
 */
export class SeriesProgram {
  readonly #ort: OrtModule;
  readonly #backend: OnnxBackend;
  readonly #session: InferenceSession;
  readonly #bindings: Bindings;
  /** Names of the old values of what is assigned. */
  readonly #states: readonly string[];
  readonly #each: readonly string[];
  /** What calls were stacked in last, by input: new memory for each series would cost more than filling it. */
  readonly #rooms = new Map<string, HostArray>();

  private constructor(
    ort: OrtModule,
    backend: OnnxBackend,
    session: InferenceSession,
    bindings: Bindings,
    names: { readonly states: readonly string[]; readonly each: readonly string[] },
  ) {
    this.#ort = ort;
    this.#backend = backend;
    this.#session = session;
    this.#bindings = bindings;
    this.#states = names.states;
    this.#each = names.each;
  }

  static async open(
    ort: OrtModule,
    backend: OnnxBackend,
    plan: Plan,
    bindings: Bindings,
    profile?: string,
  ): Promise<SeriesProgram> {
    const heldBy = new Map(bindings.variables.map(({ variable, value }) => [variable, value]));
    const { model, ...names } = seriesModel(plan, {
      old: bindings.assigned.map(({ variable }) => heldBy.get(variable) ?? null),
      each: [...bindings.inputs, ...bindings.hosts.filter(({ used }) => used)].map(({ value }) => value),
    });
    const session = await openSession(model, { optimize: true, ...(profile ? { profile } : {}) });
    return new SeriesProgram(ort, backend, session, bindings, names);
  }

  /** The results of every call. */
  async run(calls: readonly (readonly tf.Tensor[])[]): Promise<Value[][]> {
    const { variables, outers, assigned, results } = this.#bindings;
    const held = (variable: tf.Variable) => this.#backend.record(variable.dataId).value;
    const feeds: Record<string, Tensor> = this.#stacked(calls);
    const changing = new Set(assigned.map(({ variable }) => variable));
    for (const { name, variable } of variables)
      if (!changing.has(variable)) feeds[name] = toTensor(this.#ort, held(variable));
    for (const { name, outer } of outers) feeds[name] = toTensor(this.#ort, outer);
    for (const [i, { variable }] of assigned.entries())
      feeds[inSeries(this.#states[i] as string)] = toTensor(this.#ort, held(variable));
    const outputs = await this.#session.run(feeds).catch((error: unknown) => {
      throw ortError(error);
    });
    const output = ({ name }: Bound) => outputs[inSeries(name)] as Tensor;
    assign(
      this.#backend,
      assigned,
      assigned.map((bound) => fromTensor(output(bound), bound.value.shape, bound.value.type)),
    );
    return calls.map((_, k) =>
      results.map((bound) => {
        const { size, shape, type } = bound.value;
        const data = output(bound).data as Float32Array;
        return constant(data.subarray(k * size, (k + 1) * size), shape, type);
      }),
    );
  }

  /** What each call has of its own, one below the other: batches, and random numbers in the order of single calls. */
  #stacked(calls: readonly (readonly tf.Tensor[])[]): Record<string, Tensor> {
    const { inputs, hosts } = this.#bindings;
    const room = (bound: Bound) => this.#room(bound, calls.length);
    const batches = inputs.map(room);
    const drawn = hosts.map((host) => (host.used ? room(host) : null));
    for (const [k, tensors] of calls.entries()) {
      for (const [i, { position, value }] of inputs.entries()) {
        const { data } = this.#backend.record((tensors[position] as tf.Tensor).dataId).value;
        batches[i]?.set(data as Float32Array, k * value.size);
      }
      for (const [i, { produce, value }] of hosts.entries()) {
        const data = produce() as Float32Array;
        drawn[i]?.set(data, k * value.size);
      }
    }
    const list = [
      ...inputs.map((bound, i) => [bound, batches[i] as HostArray] as const),
      ...hosts.flatMap((bound, i) => (drawn[i] ? [[bound, drawn[i] as HostArray] as const] : [])),
    ];
    const feeds = list.map(([{ name, value }, data]) => [
      inSeries(name),
      new this.#ort.Tensor(value.type as 'float32', data as Float32Array, [calls.length, ...value.shape]),
    ]);
    // Where calls have nothing of their own, numbers that nobody reads stand for how many there are.
    if (list.length === 0)
      feeds.push([
        inSeries(this.#each[0] as string),
        new this.#ort.Tensor(new Float32Array(calls.length), [calls.length]),
      ]);
    return Object.fromEntries(feeds);
  }

  #room({ name, value }: Bound, calls: number): Float32Array {
    const size = calls * value.size;
    const kept = this.#rooms.get(name) as Float32Array | undefined;
    if (kept && kept.length >= size) return kept.subarray(0, size);
    const made = allocate(value.type, size) as Float32Array;
    this.#rooms.set(name, made);
    return made;
  }

  async release(): Promise<void> {
    this.#rooms.clear();
    await this.#session.release();
  }

  endProfiling(): void {
    this.#session.endProfiling();
  }
}
