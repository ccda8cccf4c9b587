import type * as tf from '@mimmx/core/tf';
import { constant, Value } from '../graph/index.ts';

/** Something random that is drawn anew before each run. */
export interface HostInput {
  readonly value: Value;
  readonly produce: () => Float32Array | Int32Array;
}

/** Who holds a tensor's value now: what the backend knows of a data id, seen from here. */
interface Holder {
  readonly value: Value;
}

/** A tensor from outside the function that the function reads. */
export interface Capture {
  readonly id: tf.DataId;
  readonly record: Holder;
  readonly value: Value;
}

/** How large a captured tensor may be that becomes part of the model rather than an input of it. */
const INLINE_LIMIT = 4096;

/** What is noted while a function is traced: where its graph starts. */
export class Trace {
  readonly inputs: Value[] = [];
  readonly hosts: HostInput[] = [];
  readonly captures = new Map<Holder, Capture>();
  readonly #variables: ReadonlySet<tf.DataId>;

  /** @param variables data ids of the variables as they were before the trace */
  constructor(variables: ReadonlySet<tf.DataId>) {
    this.#variables = variables;
  }

  input(tensor: tf.Tensor): Value {
    const value = new Value(tensor.shape, tensor.dtype as 'float32');
    this.inputs.push(value);
    return value;
  }

  /** An input that `produce` fills before each run. */
  produced(produce: HostInput['produce'], shape: readonly number[], type: 'float32' | 'int32'): Value {
    const value = new Value(shape, type);
    this.hosts.push({ value, produce });
    return value;
  }

  /** The stand-in of a tensor that was made outside the trace. */
  capture(id: tf.DataId, record: Holder): Value {
    const known = this.captures.get(record);
    if (known) return known.value;
    const outer = record.value;
    const data = outer.size <= INLINE_LIMIT && !this.#variables.has(id) ? outer.data : null;
    const value = data ? constant(data.slice(), outer.shape, outer.type) : new Value(outer.shape, outer.type);
    // Calls to come read it, whatever becomes of the tensor that held it.
    if (!this.#variables.has(id)) outer.shared = true;
    if (!data) this.captures.set(record, { id, record, value });
    return value;
  }
}
