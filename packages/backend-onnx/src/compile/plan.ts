import { collect, type Value } from '../graph/index.ts';
import { distinctOutputs, passesFor } from '../passes/index.ts';
import { encodeModel } from '../proto/model.ts';
import { cpuOnlyNodes, settings } from '../session/index.ts';
import type { Recording } from './record.ts';

/** A recording as a model, and what each of its inputs and outputs is. */
export interface Plan {
  readonly model: Uint8Array<ArrayBuffer>;
  readonly names: ReadonlyMap<Value, string>;
  readonly used: ReadonlySet<Value>;
  readonly outputs: readonly string[];
  readonly onCpu: readonly string[];
  readonly results: readonly Value[];
  readonly assigned: readonly Value[];
}

/** From recorded values to a model: passes, names, and what is an input and what is part of the file. */
export const planOf = ({ results, assigned }: Recording): Plan => {
  const wanted = distinctOutputs(passesFor(settings().device)([...results, ...assigned.values()]));
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
    onCpu: cpuOnlyNodes(nodes, (value) => names.get(value) as string),
    outputs: wanted.map((value) => names.get(value) as string),
    results: wanted.slice(0, results.length),
    assigned: wanted.slice(results.length),
  };
};
