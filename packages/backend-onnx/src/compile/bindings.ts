import { MimmxError } from '@mimmx/core';
import type * as tf from '@mimmx/core/tf';
import type { OnnxBackend } from '../backend/backend.ts';
import type { HostArray, Value } from '../graph/index.ts';
import { release } from '../session/index.ts';
import type { Plan } from './plan.ts';
import { type Recording, setData } from './record.ts';

/** A value of a plan, by the name that it has in the model. */
export interface Bound {
  readonly name: string;
  readonly value: Value;
}

/** What goes into a program and comes out of it. */
export interface Bindings {
  /** Of the tensors that a call hands over, those that are read. */
  readonly inputs: readonly (Bound & { readonly position: number })[];
  /** Drawn afresh for each call, in this order; also what no result depends on, so that the stream goes on as it would. */
  readonly hosts: readonly (Bound & { readonly produce: () => HostArray; readonly used: boolean })[];
  readonly variables: readonly (Bound & { readonly variable: tf.Variable })[];
  /** Tensors from outside the function. */
  readonly outers: readonly (Bound & { readonly id: tf.DataId; readonly outer: Value })[];
  readonly assigned: readonly (Bound & { readonly variable: tf.Variable })[];
  readonly results: readonly Bound[];
}

export const bindingsOf = (
  { trace, owners, assigned }: Recording,
  { name, used, ...plan }: Plan,
): Bindings => {
  const bound = (value: Value): Bound => ({ name: name(value), value });
  const captures = [...trace.captures.values()].filter(({ value }) => used.has(value));
  return {
    inputs: trace.inputs
      .map((value, position) => ({ ...bound(value), position }))
      .filter(({ value }) => used.has(value)),
    hosts: trace.hosts.map(({ value, produce }) => ({ ...bound(value), produce, used: used.has(value) })),
    variables: captures.flatMap(({ id, value }) => {
      const variable = owners.get(id);
      return variable ? [{ ...bound(value), variable }] : [];
    }),
    outers: captures
      .filter(({ id }) => !owners.has(id))
      .map(({ id, record, value }) => ({ ...bound(value), id, outer: record.value })),
    assigned: [...assigned.keys()].map((variable, i) => ({
      variable,
      ...bound(plan.assigned[i] as Value),
    })),
    results: plan.results.map(bound),
  };
};

/** Computes whatever goes into a call and is not computed yet. @throws E_CAPTURED_DISPOSED */
export const prepare = async (
  backend: OnnxBackend,
  { inputs, variables, outers }: Bindings,
  calls: readonly (readonly tf.Tensor[])[],
): Promise<void> => {
  const waiting = new Set<Value>();
  const note = (value: Value) => {
    if (!value.ready) waiting.add(value);
  };
  for (const tensors of calls)
    for (const { position } of inputs) note(backend.record((tensors[position] as tf.Tensor).dataId).value);
  for (const { variable } of variables) {
    if (variable.isDisposed) throw gone(`variable ${variable.name}`);
    note(backend.record(variable.dataId).value);
  }
  for (const { outer } of outers) note(outer);
  if (waiting.size > 0) await backend.compute([...waiting]);
  for (const { id, outer } of outers)
    if (backend.refCount(id) === 0) throw gone(`a tensor of shape [${outer.shape}]`);
};

/** Gives variables the values that a program has computed for them. */
export const assign = (
  backend: OnnxBackend,
  assigned: Bindings['assigned'],
  next: readonly Value[],
): void => {
  for (const [i, { variable }] of assigned.entries()) {
    const record = backend.record(variable.dataId);
    const value = next[i] as Value;
    // Somebody else (a clone, a saved tensor) may hold the old value.
    if (record.references > 1) {
      setData(variable, backend.adopt(value));
      continue;
    }
    if (!record.value.shared) release(record.value);
    record.value = value;
  }
};

const gone = (what: string): MimmxError =>
  new MimmxError(
    'E_CAPTURED_DISPOSED',
    `A compiled function uses ${what} from outside that was disposed of; pass it as an input.`,
  );
