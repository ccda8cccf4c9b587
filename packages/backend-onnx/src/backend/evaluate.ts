import type { Tensor } from 'onnxruntime-common';
import { collect, type Value } from '../graph/index.ts';
import { distinctOutputs, lowerColumns, passesFor, splitInSteps } from '../passes/index.ts';
import { encodeModel } from '../proto/model.ts';
import {
  cachedSession,
  cpuOnlyNodes,
  hold,
  loadOrt,
  ortError,
  settings,
  toTensor,
} from '../session/index.ts';
import type { TensorRecord } from './record.ts';

let queue: Promise<unknown> = Promise.resolve();

/** Runs jobs one after another: a session's inputs must not change under another job. */
export const inTurn = <T>(job: () => Promise<T>): Promise<T> => {
  const next = queue.then(job);
  queue = next.catch(() => undefined);
  return next;
};

/**
 * Computes `wanted` and, in the same run, every other live tensor that waits, so that nothing is computed twice.
 * If that fails, `wanted` alone is tried: a tensor that nobody reads must not spoil one that somebody does.
 */
export const evaluate = (wanted: readonly Value[], pending: Set<TensorRecord>): Promise<void> =>
  inTurn(() => evaluateNow(wanted, pending));

/** {@link evaluate}, for a job that already has its turn. */
export const evaluateNow = async (wanted: readonly Value[], pending: Set<TensorRecord>): Promise<void> => {
  const missing = wanted.filter((value) => !value.ready);
  if (missing.length === 0) return;
  const all = new Set(missing);
  for (const record of pending) if (!record.value.ready) all.add(record.value);
  try {
    await runOnce([...all]);
  } catch (error) {
    if (all.size === missing.length) throw ortError(error);
    try {
      await runOnce(missing);
    } catch (again) {
      throw ortError(again);
    }
  }
  for (const record of pending) if (record.value.ready) pending.delete(record);
};

const runOnce = async (wanted: readonly Value[]): Promise<void> => {
  const ort = await loadOrt();
  const { device, optimizeAll } = settings();
  const least = (values: readonly Value[]) =>
    device === 'cpu' ? lowerColumns(values) : splitInSteps(lowerColumns(values));
  const outputs = optimizeAll ? distinctOutputs(passesFor(device)(wanted)) : least(wanted);
  const { nodes, leaves } = collect(outputs);
  const names = new Map<Value, string>();
  for (const value of leaves) names.set(value, `x${names.size}`);
  for (const node of nodes) for (const value of node.outputs) names.set(value, `x${names.size}`);
  const name = (value: Value) => names.get(value) as string;
  // Shapes and the like are part of the model; numbers are not, so that other numbers find the same session.
  const inputs = leaves.filter((value) => value.type !== 'int64');
  const model = encodeModel({
    nodes,
    inputs,
    outputs,
    initializers: leaves.filter((value) => value.type === 'int64'),
    name,
  });
  const session = await cachedSession(model, cpuOnlyNodes(nodes, name));
  const feeds = Object.fromEntries(inputs.map((value) => [name(value), toTensor(ort, value)]));
  const results = await session.run(feeds);
  for (const [i, value] of wanted.entries()) {
    hold(value, results[name(outputs[i] as Value)] as Tensor);
    value.node = null;
  }
};
