import type { Node } from '../graph/index.ts';

const REDUCTIONS: ReadonlySet<string> = new Set([
  'ReduceSum',
  'ReduceMean',
  'ReduceMax',
  'ReduceMin',
  'ReduceProd',
  'ReduceSumSquare',
]);

export const isReduction = (node: Node): boolean => REDUCTIONS.has(node.op);

/** The axes of a reduction, which are always a constant here. */
export const axesOfReduction = (node: Node): number[] | null => {
  const data = node.inputs[1]?.data;
  return data instanceof BigInt64Array ? [...data].map(Number) : null;
};

export const keepsAxes = (node: Node): boolean => node.attributes.keepdims?.value === 1;
