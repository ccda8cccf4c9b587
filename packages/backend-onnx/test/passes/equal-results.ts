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

/** The largest difference, as a share of the largest number (of 1 if that is smaller). */
const apart = (wanted: ArrayLike<number>, found: ArrayLike<number>): number => {
  let [largest, difference] = [1, 0];
  for (let i = 0; i < wanted.length; i++) {
    largest = Math.max(largest, Math.abs(wanted[i] as number));
    difference = Math.max(difference, Math.abs((wanted[i] as number) - (found[i] as number)));
  }
  return difference / largest;
};

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
  const found = after.map((value) => Array.from(value.data as Float32Array));
  await evaluateNow(outputs, new Set());
  for (const [k, value] of outputs.entries()) {
    expect(after[k]?.shape).toEqual(value.shape);
    expect(apart(value.data as Float32Array, found[k] as number[])).toBeLessThan(tolerance);
  }
  return left;
};
