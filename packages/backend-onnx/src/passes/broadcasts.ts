import {
  broadcast,
  emit,
  expand,
  mul,
  Node,
  reshape,
  sameShape,
  scalar,
  sizeOf,
  transpose,
  Value,
} from '../graph/index.ts';
import { numberOf } from './constants.ts';
import { isElementwise } from './elementwise.ts';
import { axesOfReduction, isReduction } from './reduction.ts';
import { madeBy, type Pass, rewrite } from './rewrite.ts';

/** The smaller value that broadcasts to this one, if it is a written-out broadcast. */
export const unexpanded = (value: Value | null): Value | null => {
  if (!value) return null;
  const source = madeBy(value, 'Expand')?.inputs[0];
  if (source) return source;
  const number = value.size > 1 && value.type !== 'int64' ? numberOf(value) : null;
  return number === null ? null : scalar(number, value.type);
};

/** The same value with 1s in front, so that it has a rank. */
const ranked = (value: Value, rank: number): Value =>
  value.shape.length === rank
    ? value
    : reshape(value, [...Array(rank - value.shape.length).fill(1), ...value.shape]);

/**
 * Leaves broadcasts unwritten: `Expand` moves behind elementwise operators, reductions, reshapes and transposes until
 * it meets an operand of full size, where it disappears. (TensorFlow.js's gradients multiply by tensors of ones.)
 */
export const foldBroadcasts: Pass = (outputs) =>
  rewrite(outputs, (node, inputs) => {
    const result = node.outputs[0] as Value;
    if (node.outputs.length !== 1) return null;
    if (node.op === 'Expand') return foldExpand(result, inputs[0] as Value);
    const small = inputs.map(unexpanded);
    if (small.every((value) => value === null)) return null;
    if (isElementwise(node.op)) {
      const sources = inputs.map((input, i) => small[i] ?? input) as Value[];
      const shape = sources.reduce<readonly number[]>((s, value) => broadcast(s, value.shape), []);
      return expand(emit(node.op, sources, shape, result.type, node.attributes, node.domain), result.shape);
    }
    const source = small[0];
    const full = inputs[0] as Value;
    if (!source) return null;
    if (isReduction(node)) return reduceBroadcast(node, source, full, result);
    if (node.op === 'Transpose') {
      const order = (node.attributes.perm?.value ?? []) as readonly number[];
      return expand(transpose(ranked(source, full.shape.length), order), result.shape);
    }
    if (node.op === 'Reshape') return reshapeBroadcast(source, full, result);
    return null;
  });

const foldExpand = (result: Value, source: Value): Value | null => {
  if (sameShape(source.shape, result.shape)) return source;
  const inner = madeBy(source, 'Expand')?.inputs[0];
  return inner ? expand(inner, result.shape) : null;
};

const reduceBroadcast = (node: Node, source: Value, full: Value, result: Value): Value | null => {
  const axes = axesOfReduction(node);
  if (!axes) return null;
  const rank = full.shape.length;
  const small = ranked(source, rank);
  const copies = axes.filter((axis) => small.shape[axis] === 1).map((axis) => full.shape[axis] as number);
  const inner = new Node(
    node.op,
    [small, ...node.inputs.slice(1)],
    [new Value(reducedLike(small.shape, axes, result.shape.length === rank), result.type)],
    node.attributes,
  ).outputs[0] as Value;
  const count = sizeOf(copies);
  if (node.op === 'ReduceProd' && count !== 1) return null;
  return expand(node.op === 'ReduceSum' && count !== 1 ? mul(inner, count) : inner, result.shape);
};

const reducedLike = (shape: readonly number[], axes: readonly number[], keep: boolean): number[] =>
  keep ? shape.map((n, i) => (axes.includes(i) ? 1 : n)) : shape.filter((_, i) => !axes.includes(i));

/** Only where the source has a single element, or the reshape does no more than add or drop axes of length 1. */
const reshapeBroadcast = (source: Value, full: Value, result: Value): Value | null => {
  if (source.size === 1) return expand(reshape(source, []), result.shape);
  const before = full.shape.filter((n) => n !== 1);
  const after = result.shape.filter((n) => n !== 1);
  if (!sameShape(before, after)) return null;
  const lengths = ranked(source, full.shape.length).shape.filter((_, i) => full.shape[i] !== 1);
  let next = 0;
  return expand(
    reshape(
      source,
      result.shape.map((n) => (n === 1 ? 1 : (lengths[next++] as number))),
    ),
    result.shape,
  );
};
