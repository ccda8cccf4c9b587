import {
  div,
  emit,
  expand,
  type Node,
  reduce,
  reshape,
  sameShape,
  scalar,
  transpose,
  type Value,
} from '../graph/index.ts';
import { numberOf } from './constants.ts';
import { axesOfReduction, isReduction, keepsAxes } from './reduction.ts';
import { madeBy, type Pass, type Rule, rewrite } from './rewrite.ts';

/** Removes operators that change nothing, and writes what remains in one way where there are several. */
export const simplify: Pass = (outputs) => rewrite(outputs, rule);

const rule: Rule = (node, inputs) => {
  const [a, b] = inputs;
  const result = node.outputs[0] as Value;
  if (!a) return null;
  switch (node.op) {
    case 'Identity':
      return a;
    case 'Add':
      return b ? sum(a, b, result) : null;
    case 'Sub':
      return b ? difference(a, b, result) : null;
    case 'Mul':
      return b ? product(a, b, result) : null;
    case 'Div':
      return b ? quotient(a, b, result) : null;
    case 'Neg':
      return result.type === 'float32' ? emit('Mul', [a, scalar(-1)], a.shape, a.type) : null;
    case 'Pow':
      return numberOf(b) === 2 && sameShape(a.shape, result.shape)
        ? emit('Mul', [a, a], a.shape, a.type)
        : null;
    case 'Reshape':
      return reshaped(a, result);
    case 'Transpose':
      return transposed(node, a, result);
    case 'Cast':
      return a.type === result.type ? a : null;
    default:
      return isReduction(node) ? reduced(node, a, result) : null;
  }
};

const same = (value: Value, result: Value): boolean => sameShape(value.shape, result.shape);
const real = (value: Value): boolean => value.type === 'float32';

const sum = (a: Value, b: Value, result: Value): Value | null => {
  if (numberOf(a) === 0) return expand(b, result.shape);
  if (numberOf(b) === 0) return expand(a, result.shape);
  return null;
};

const difference = (a: Value, b: Value, result: Value): Value | null => {
  if (numberOf(b) === 0) return expand(a, result.shape);
  if (numberOf(a) === 0 && real(result))
    return expand(emit('Mul', [b, scalar(-1)], b.shape, b.type), result.shape);
  return null;
};

const product = (a: Value, b: Value, result: Value): Value | null => {
  if (numberOf(a) === 1) return expand(b, result.shape);
  if (numberOf(b) === 1) return expand(a, result.shape);
  if (isReciprocal(a, b) || isReciprocal(b, a)) return expand(scalar(1), result.shape);
  // NaN and infinity times zero are given up here, as every compiler of such graphs does.
  if (numberOf(a) === 0 || numberOf(b) === 0) return expand(scalar(0, result.type), result.shape);
  return null;
};

/** Whether one is 1 / the other, element by element. (The gradient of a log-sum-exp's maximum has such a product.) */
const isReciprocal = (a: Value, b: Value): boolean => {
  const [one, divisor] = madeBy(withoutReshape(a), 'Div')?.inputs ?? [];
  return (
    numberOf(one) === 1 &&
    divisor !== undefined &&
    divisor !== null &&
    a.size === b.size &&
    withoutReshape(divisor) === withoutReshape(b)
  );
};

const withoutReshape = (value: Value): Value => madeBy(value, 'Reshape')?.inputs[0] ?? value;

/** Division by something smaller is multiplication by its reciprocal, so that factors can be gathered. */
const quotient = (a: Value, b: Value, result: Value): Value | null => {
  if (numberOf(b) === 1) return expand(a, result.shape);
  const number = numberOf(b);
  if (!real(result)) return null;
  if (number !== null && number !== 0) return emit('Mul', [a, scalar(1 / number)], a.shape, a.type);
  if (b.size < a.size && same(a, result)) return emit('Mul', [a, div(scalar(1), b)], a.shape, a.type);
  return null;
};

const reshaped = (a: Value, result: Value): Value | null => {
  if (same(a, result)) return a;
  const inner = madeBy(a, 'Reshape')?.inputs[0];
  if (inner) return reshape(inner, result.shape);
  return a.data && !a.node ? reshape(a, result.shape) : null;
};

const transposed = (node: Node, a: Value, result: Value): Value | null => {
  const order = node.attributes.perm?.value as readonly number[];
  const inner = madeBy(a, 'Transpose');
  if (inner) {
    const first = inner.attributes.perm?.value as readonly number[];
    return transpose(
      inner.inputs[0] as Value,
      order.map((axis) => first[axis] as number),
    );
  }
  // Only axes of length 1 move: no element does.
  const moved = order.filter((axis) => a.shape[axis] !== 1);
  return moved.every((axis, i) => i === 0 || axis > (moved[i - 1] as number))
    ? reshape(a, result.shape)
    : null;
};

/**
 * Reductions are written over the axes longer than 1 and drop them; whoever wants axes kept gets them back by a
 * reshape, which costs nothing.
 */
const reduced = (node: Node, a: Value, result: Value): Value | null => {
  const axes = axesOfReduction(node);
  if (!axes) return null;
  const long = axes.filter((axis) => a.shape[axis] !== 1);
  if (long.length === 0 && node.op !== 'ReduceSumSquare') return reshape(a, result.shape);
  if (!keepsAxes(node) && long.length === axes.length) return null;
  return long.length === 0 ? null : reshape(reduce(node.op, a, long, false), result.shape);
};
