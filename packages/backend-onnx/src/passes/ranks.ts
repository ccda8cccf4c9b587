import { emit, type Node, reduce, reshape, sameShape, type Value } from '../graph/index.ts';
import { BROADCASTING, isElementwise } from './elementwise.ts';
import { axesOfReduction, isReduction } from './reduction.ts';
import { madeBy, type Pass, type Rule, rewrite } from './rewrite.ts';

/**
 * Drops axes of length 1 at the front, where TensorFlow.js adds them (batchNorm works on four axes), so that equal
 * work on [n, c] and [1, 1, n, c] is seen to be equal.
 */
export const dropLeadingAxes: Pass = (outputs) => rewrite(outputs, rule);

const rule: Rule = (node, inputs) => {
  const result = node.outputs[0] as Value;
  if (node.outputs.length !== 1) return null;
  if (isElementwise(node.op)) return elementwise(node, inputs as readonly Value[], result);
  if (isReduction(node)) return reduction(node, inputs[0] as Value, result);
  return null;
};

const leading = (shape: readonly number[]): number => {
  const first = shape.findIndex((n) => n !== 1);
  return first < 0 ? shape.length : first;
};

const elementwise = (node: Node, inputs: readonly Value[], result: Value): Value | null => {
  const rank = result.shape.length - leading(result.shape);
  if (result.size === 1) return null;
  if (rank < result.shape.length) {
    const lower = inputs.map((input) =>
      input.shape.length > rank ? reshape(input, input.shape.slice(-rank)) : input,
    );
    return reshape(
      emit(node.op, lower, result.shape.slice(-rank), result.type, node.attributes),
      result.shape,
    );
  }
  if (!BROADCASTING.has(node.op)) return null;
  // An operand of the result's own rank keeps the rank; the others need no 1s in front.
  const keeper = inputs.findIndex((input) => sameShape(input.shape, result.shape));
  if (keeper < 0) return null;
  const lower = inputs.map((input, i) => {
    const extra = i === keeper ? 0 : leading(input.shape);
    return extra > 0 && !(input.shape.length === extra && extra === 0)
      ? reshape(input, input.shape.slice(extra))
      : input;
  });
  if (lower.every((input, i) => input === inputs[i])) return null;
  return emit(node.op, lower, result.shape, result.type, node.attributes);
};

const reduction = (node: Node, a: Value, result: Value): Value | null => {
  const axes = axesOfReduction(node);
  const extra = leading(a.shape);
  if (!axes || extra === 0 || a.size === 1 || !madeBy(a, 'Reshape')) return null;
  const lower = axes.filter((axis) => axis >= extra).map((axis) => axis - extra);
  const source = reshape(a, a.shape.slice(extra));
  return reshape(reduce(node.op, source, lower, false), result.shape);
};
