import { MimmxError } from '@mimmx/core';
import { collect, equalBytes, type HostArray, type Value } from '../graph/index.ts';
import type { Recording } from './record.ts';

/** A recording as text that two equal recordings share, and the constants it contains. */
interface Outline {
  readonly text: string;
  readonly constants: readonly HostArray[];
}

const outline = (recording: Recording): Outline => {
  const { trace, results, assigned } = recording;
  const outputs = [...results, ...assigned.values()];
  const { nodes, leaves } = collect(outputs);
  const names = new Map<Value, string>();
  for (const [i, value] of trace.inputs.entries()) names.set(value, `input ${i}`);
  for (const [i, { value }] of trace.hosts.entries()) names.set(value, `random ${i}`);
  for (const { id, record, value } of trace.captures.values()) {
    names.set(value, recording.owners.get(id)?.name ?? `outer ${record.value.id}`);
  }
  const constants: HostArray[] = [];
  const lines: string[] = [];
  for (const value of leaves) {
    if (names.has(value)) continue;
    names.set(value, `constant ${constants.length}`);
    if (value.data) constants.push(value.data);
    lines.push(`${value.type}[${value.shape}]`);
  }
  for (const node of nodes) {
    const list = node.inputs.map((input) => (input ? names.get(input) : ''));
    lines.push(`${node.op}(${list}) ${JSON.stringify(node.attributes)}`);
    for (const value of node.outputs) names.set(value, `value ${names.size}`);
  }
  lines.push(outputs.map((value) => names.get(value)).join());
  lines.push([...assigned.keys()].map((variable) => variable.name).join());
  return { text: lines.join('\n'), constants };
};

/** Bit by bit, so that NaN equals itself. */
const sameNumbers = (a: HostArray, b: HostArray): boolean => a === b || equalBytes(a, b);

/**
 * Whether two tracings of one function found the same graph.
 *
 * @throws E_RANDOM_IN_TRACE if only the numbers in it differ: something random, or a counter, would be frozen
 */
export const sameRecording = (a: Recording, b: Recording): boolean => {
  const first = outline(a);
  const second = outline(b);
  if (first.text !== second.text) return false;
  if (!first.constants.every((data, i) => sameNumbers(data, second.constants[i] as HostArray))) {
    throw new MimmxError(
      'E_RANDOM_IN_TRACE',
      'A compiled function makes other numbers each time it is traced (Math.random, tf.randomUniform, tf.dropout, tf.util.shuffle or a counter); draw them with Random of @mimmx/core, or pass them as inputs.',
    );
  }
  return true;
};
