import { collect, type Node, Value } from '../graph/index.ts';
import { distinctOutputs, passesFor } from '../passes/index.ts';
import { encodeModel, encodeSeries } from '../proto/model.ts';
import { cpuOnlyNodes, settings } from '../session/index.ts';
import type { Recording } from './record.ts';

/** A recording after the passes: nodes with names, ready to be written, and what each input and output is. */
export interface Plan {
  readonly nodes: readonly Node[];
  readonly inputs: readonly Value[];
  readonly initializers: readonly Value[];
  readonly used: ReadonlySet<Value>;
  readonly onCpu: readonly string[];
  readonly results: readonly Value[];
  /** New values of variables. */
  readonly assigned: readonly Value[];
  readonly name: (value: Value) => string;
}

/** From recorded values to a plan: passes, names, and what is an input and what is part of the file. */
export const planOf = ({ results, assigned }: Recording): Plan => {
  const wanted = distinctOutputs(passesFor(settings().device)([...results, ...assigned.values()]));
  const { nodes, leaves } = collect(wanted);
  const names = new Map<Value, string>();
  for (const value of leaves) names.set(value, `in${names.size}`);
  for (const node of nodes) for (const value of node.outputs) names.set(value, `v${names.size}`);
  const inputs = leaves.filter((value) => !value.data);
  const name = (value: Value) => names.get(value) as string;
  return {
    nodes,
    inputs,
    initializers: leaves.filter((value) => value.data !== null),
    used: new Set(inputs),
    onCpu: cpuOnlyNodes(nodes, name),
    results: wanted.slice(0, results.length),
    assigned: wanted.slice(results.length),
    name,
  };
};

/** The model of one call. */
export const singleModel = (plan: Plan): Uint8Array<ArrayBuffer> =>
  encodeModel({ ...plan, outputs: [...plan.results, ...plan.assigned] });

/** What a model of many calls is written from, beside the plan. */
export interface SeriesForm {
  /** For each value in `assigned`, the input that holds the old one; null where none reads it. */
  readonly old: readonly (Value | null)[];
  /** Inputs that every call has of its own. */
  readonly each: readonly Value[];
}

/** The model of many calls, and the names of what it is fed and gives that the plan does not know. */
export const seriesModel = (
  plan: Plan,
  { old, each }: SeriesForm,
): {
  readonly model: Uint8Array<ArrayBuffer>;
  readonly states: readonly string[];
  readonly each: readonly string[];
} => {
  const extra = new Map<Value, string>();
  const name = (value: Value) => extra.get(value) ?? plan.name(value);
  const more = (shape: readonly number[], type: Value['type']): Value => {
    const value = new Value(shape, type);
    extra.set(value, `more${extra.size}`);
    return value;
  };
  const states = old.map((value, i) => {
    const next = plan.assigned[i] as Value;
    return value ?? more(next.shape, next.type);
  });
  // Something must tell how many calls there are.
  const own = each.length > 0 ? each : [more([], 'float32')];
  const model = encodeSeries({
    nodes: plan.nodes,
    inputs: plan.inputs,
    initializers: plan.initializers,
    outputs: [...plan.assigned, ...plan.results],
    states,
    each: own,
    name,
  });
  return { model, states: states.map(name), each: own.map(name) };
};
