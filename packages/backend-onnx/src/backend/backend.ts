import { MimmxError } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { Trace } from '../compile/trace.ts';
import { constant, type HostArray, reshape, sameShape, type TensorType, Value } from '../graph/index.ts';
import { download } from '../session/index.ts';
import { requireKnown } from './copies.ts';
import { evaluate, evaluateNow, inTurn } from './evaluate.ts';
import { isTensorType, type TensorRecord } from './record.ts';

/**
 * The TensorFlow.js backend whose tensors are values of a graph. Kernels record nodes; the graph runs when a value is
 * read, or, inside a compiled function, when that function is called.
 */
export class OnnxBackend extends tf.KernelBackend {
  readonly #data: tf.DataStorage<TensorRecord>;
  /** Live tensors that have not been computed. */
  readonly #pending = new Set<TensorRecord>();
  #trace: Trace | null = null;

  constructor() {
    super();
    this.#data = new tf.DataStorage(this, tf.engine());
  }

  /** The trace under way, if a function is being compiled. */
  get trace(): Trace | null {
    return this.#trace;
  }

  set trace(trace: Trace | null) {
    this.#trace = trace;
  }

  record(id: tf.DataId): TensorRecord {
    if (!this.#data.has(id)) requireKnown(id);
    return this.#data.get(id);
  }

  /** The value of a tensor as the present graph sees it. */
  symbol(info: tf.TensorInfo): Value {
    const record = this.record(info.dataId);
    if (record.strings) {
      throw new MimmxError(
        'E_DTYPE',
        'A string tensor cannot enter a graph; encode the strings as int32 codes.',
      );
    }
    const value =
      this.#trace && record.trace !== this.#trace ? this.#trace.capture(info.dataId, record) : record.value;
    return sameShape(value.shape, info.shape) ? value : reshape(value, info.shape);
  }

  /** The values of a tensor for a kernel that runs in JavaScript. */
  valuesNow(info: tf.TensorInfo, kernel: string): tf.BackendValues {
    const record = this.record(info.dataId);
    if (record.strings) return record.strings;
    const { data } = record.value;
    if (data && (!this.#trace || record.trace === this.#trace)) return data as tf.BackendValues;
    throw this.#trace
      ? new MimmxError(
          'E_UNSUPPORTED_OP',
          `${kernel} has no ONNX operators, so a compiled function cannot contain it; call it outside.`,
        )
      : new MimmxError(
          'E_SYNC_READ',
          `${kernel} runs in JavaScript and its input is not computed yet; await tensor.data() before it.`,
        );
  }

  /** A tensor made of a value, with a data id of its own. */
  wrap(value: Value): tf.TensorInfo {
    const dataId = {} as tf.DataId;
    if (value.size === 0 && !value.ready)
      value = constant(empty(value.type as TensorType), value.shape, value.type);
    if (value.ready) value.shared = true;
    this.#put(dataId, { value, references: 1, trace: this.#trace });
    return { dataId, shape: [...value.shape], dtype: value.type as TensorType };
  }

  #put(id: tf.DataId, record: TensorRecord): void {
    this.#data.set(id, record);
    if (!record.trace && !record.value.ready) this.#pending.add(record);
  }

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): tf.DataId {
    const id = {} as tf.DataId;
    this.#store(id, values, shape, dtype, 1);
    return id;
  }

  override move(
    id: tf.DataId,
    values: tf.BackendValues,
    shape: number[],
    dtype: tf.DataType,
    references: number,
  ): void {
    this.#store(id, values, shape, dtype, references);
  }

  #store(
    id: tf.DataId,
    values: tf.BackendValues,
    shape: number[],
    dtype: tf.DataType,
    references: number,
  ): void {
    if (dtype === 'string') {
      const value = new Value(shape, 'uint8');
      this.#put(id, {
        value: constant(new Uint8Array(0), shape, value.type),
        references,
        trace: this.#trace,
        strings: values,
      });
      return;
    }
    if (!isTensorType(dtype)) {
      throw new MimmxError(
        'E_DTYPE',
        `Type ${dtype} is not supported by the onnx backend; use float32, int32 or bool.`,
      );
    }
    this.#put(id, {
      value: constant(typed(values, dtype), shape, dtype),
      references,
      trace: this.#trace,
    });
  }

  override async read(id: tf.DataId): Promise<tf.BackendValues> {
    const record = this.#data.get(id);
    if (record.strings) return record.strings;
    this.#refuseInTrace(record);
    if (!record.value.ready) await evaluate([record.value], this.#pending);
    const { value } = record;
    return (value.data ?? (await inTurn(() => download(value)))) as tf.BackendValues;
  }

  override readSync(id: tf.DataId): tf.BackendValues {
    const record = this.#data.get(id);
    if (record.strings) return record.strings;
    this.#refuseInTrace(record);
    if (!record.value.data) {
      throw new MimmxError(
        'E_SYNC_READ',
        'dataSync() of a tensor that is not computed yet, or lives on a device: ONNX Runtime has no synchronous call; use await tensor.data().',
      );
    }
    return record.value.data as tf.BackendValues;
  }

  /** Computes everything that is alive and not computed. */
  async flush(): Promise<void> {
    await evaluate(
      [...this.#pending].map((record) => record.value),
      this.#pending,
    );
  }

  /** Computes some values, for a job that already has its turn. */
  async compute(values: readonly Value[]): Promise<void> {
    await evaluateNow(values, this.#pending);
  }

  /** A data id for a value that nobody refers to yet. */
  adopt(value: Value): tf.DataId {
    const id = {} as tf.DataId;
    value.shared = true;
    this.#put(id, { value, references: 0, trace: null });
    return id;
  }

  #refuseInTrace(record: TensorRecord): void {
    if (this.#trace && (record.trace !== this.#trace || !record.value.data)) {
      throw new MimmxError(
        'E_VALUE_READ_IN_TRACE',
        'A compiled function reads the value of a tensor (data, dataSync, array, print); return the tensor and read it outside.',
      );
    }
  }

  override numDataIds(): number {
    return this.#data.numDataIds();
  }

  override refCount(id: tf.DataId): number {
    return this.#data.has(id) ? this.#data.get(id).references : 0;
  }

  override incRef(id: tf.DataId): void {
    this.#data.get(id).references++;
  }

  override disposeData(id: tf.DataId, force = false): boolean {
    if (!this.#data.has(id)) return true;
    const record = this.#data.get(id);
    record.references--;
    if (!force && record.references > 0) return false;
    if (this.#trace && record.trace !== this.#trace) {
      record.references++;
      throw new MimmxError(
        'E_DISPOSE_IN_TRACE',
        'A compiled function disposes of a tensor made outside it; dispose of it after the call.',
      );
    }
    this.#data.delete(id);
    this.#pending.delete(record);
    return true;
  }

  /** Called by {@link Random}: while tracing, an input that is produced afresh at each call; null otherwise. */
  hostInput(
    produce: () => Float32Array | Int32Array,
    shape: number[],
    dtype: 'float32' | 'int32',
  ): tf.Tensor | null {
    if (!this.#trace) return null;
    return tf.engine().makeTensorFromTensorInfo(this.wrap(this.#trace.produced(produce, shape, dtype)), this);
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: false };
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  /** True, or TensorFlow.js's debug mode would read every tensor synchronously. */
  override timerAvailable(): boolean {
    return true;
  }

  override async time(f: () => void): Promise<tf.BackendTimingInfo> {
    const start = performance.now();
    f();
    await this.flush();
    return { kernelMs: performance.now() - start };
  }

  override dispose(): void {
    this.#pending.clear();
  }
}

const empty = (type: TensorType): HostArray => typed([], type);

const typed = (values: tf.BackendValues | number[], dtype: TensorType): HostArray => {
  if (dtype === 'float32')
    return values instanceof Float32Array ? values : Float32Array.from(values as ArrayLike<number>);
  if (dtype === 'int32')
    return values instanceof Int32Array ? values : Int32Array.from(values as ArrayLike<number>);
  return values instanceof Uint8Array ? values : Uint8Array.from(values as ArrayLike<number>);
};
