import { expect } from 'vitest';
import { evaluateNow } from '../../src/backend/evaluate.ts';
import { allocate, collect, constant, type ElementType, type Value } from '../../src/graph/index.ts';
import type { Pass } from '../../src/passes/index.ts';

let next = 0;

/** A leaf with numbers that are all different and on both sides of zero. */
export const leaf = (shape: readonly number[], type: ElementType = 'float32'): Value => {
  const size = shape.reduce((a, b) => a * b, 1);
  const data = allocate(type, size) as Float32Array;
  const seed = ++next;
  for (let i = 0; i < size; i++) data[i] = Math.sin(seed + i * 12.9898) * (type === 'float32' ? 1 : 9);
  return constant(data, shape, type);
};

export const operators = (outputs: readonly Value[]): string[] =>
  collect(outputs).nodes.map((node) => node.op);

/** Runs a pass, and the graph with and without it. Returns the operators that are left. */
export const equalResults = async (
  pass: Pass,
  outputs: readonly Value[],
  tolerance = 1e-5,
): Promise<string[]> => {
  const after = pass(outputs);
  const left = operators(after);
  // `after` first: running `outputs` would turn what they share into leaves.
  await evaluateNow(after, new Set());
  const found = after.map((value) => [...(value.data as Float32Array)]);
  await evaluateNow(outputs, new Set());
  for (const [k, value] of outputs.entries()) {
    expect(after[k]?.shape).toEqual(value.shape);
    const wanted = [...(value.data as Float32Array)];
    const size = Math.max(1, ...wanted.map(Math.abs));
    for (const [i, number] of wanted.entries()) {
      expect(Math.abs(number - (found[k]?.[i] as number)) / size).toBeLessThan(tolerance);
    }
  }
  return left;
};
