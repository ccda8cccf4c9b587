import { emit, int, type Node, reduce, reshape, sameShape, transpose, Value } from '../graph/index.ts';
import { isElementwise } from './elementwise.ts';
import { axesOfReduction, isReduction } from './reduction.ts';
import { madeBy, type Pass, type Rule, rewrite } from './rewrite.ts';

/**
 * Keeps tensors in the layout in which convolutions left them (channels first): a transpose moves behind what can work
 * on either side of it, until it meets its inverse and both go.
 */
export const sinkTransposes: Pass = (outputs) => rewrite(outputs, rule);

const rule: Rule = (node, inputs) => {
  const result = node.outputs[0] as Value;
  if (isElementwise(node.op)) return elementwise(node, inputs as readonly Value[], result);
  const transposed = madeBy(inputs[0], 'Transpose');
  if (!transposed) return null;
  const source = transposed.inputs[0] as Value;
  const order = orderOf(transposed);
  if (isReduction(node)) return reduction(node, source, order, result);
  if (node.op === 'Concat') return concatenation(node, inputs as readonly Value[], order, result);
  if (node.op === 'Reshape') return reshaping(source, order, result);
  if (node.op === 'Pad') return padding(node, inputs, source, order, result);
  return null;
};

const orderOf = (node: Node): readonly number[] => node.attributes.perm?.value as readonly number[];

const inverseOf = (order: readonly number[]): number[] => {
  const inverse: number[] = [];
  for (const [i, axis] of order.entries()) inverse[axis] = i;
  return inverse;
};

const elementwise = (node: Node, inputs: readonly Value[], result: Value): Value | null => {
  const full = inputs.filter((input) => sameShape(input.shape, result.shape));
  const transposes = full.flatMap((input) => madeBy(input, 'Transpose') ?? []);
  const first = transposes[0];
  if (!first) return null;
  const order = orderOf(first);
  const agreeing = transposes.filter((other) => String(orderOf(other)) === String(order)).length;
  // Each operand that does not agree gets a transpose of its own: no gain where those are the majority.
  if (agreeing * 2 < full.length) return null;
  const inverse = inverseOf(order);
  const rank = order.length;
  const moved = inputs.map((input) => {
    const whole =
      input.shape.length === rank
        ? input
        : reshape(input, [...Array(rank - input.shape.length).fill(1), ...input.shape]);
    const inner = madeBy(whole, 'Transpose');
    if (inner && String(orderOf(inner)) === String(order)) return inner.inputs[0] as Value;
    return input.size === 1 ? input : transpose(whole, inverse);
  });
  const shape = inverse.map((axis) => result.shape[axis] as number);
  return transpose(emit(node.op, moved, shape, result.type, node.attributes, node.domain), order);
};

const reduction = (node: Node, source: Value, order: readonly number[], result: Value): Value | null => {
  const axes = axesOfReduction(node);
  if (!axes || result.shape.length === order.length) return null;
  const kept = order.filter((_, i) => !axes.includes(i));
  const sorted = [...kept].sort((a, b) => a - b);
  const inner = reduce(
    node.op,
    source,
    axes.map((axis) => order[axis] as number).sort((a, b) => a - b),
    false,
  );
  return transpose(
    inner,
    kept.map((axis) => sorted.indexOf(axis)),
  );
};

const concatenation = (
  node: Node,
  inputs: readonly Value[],
  order: readonly number[],
  result: Value,
): Value | null => {
  const sources = inputs.map((input) => madeBy(input, 'Transpose'));
  if (!sources.every((other) => other && String(orderOf(other)) === String(order))) return null;
  const axis = order[node.attributes.axis?.value as number] as number;
  const shape = inverseOf(order).map((i) => result.shape[i] as number);
  const list = sources.map((other) => other?.inputs[0] as Value);
  return transpose(emit('Concat', list, shape, result.type, { axis: int(axis) }), order);
};

const padding = (
  node: Node,
  inputs: readonly (Value | null)[],
  source: Value,
  order: readonly number[],
  result: Value,
): Value | null => {
  const data = inputs[1]?.data;
  if (!(data instanceof BigInt64Array)) return null;
  const rank = order.length;
  const pads = new BigInt64Array(data.length);
  for (const [i, axis] of order.entries()) {
    pads[axis] = data[i] as bigint;
    pads[axis + rank] = data[i + rank] as bigint;
  }
  const list = new Value([pads.length], 'int64');
  list.data = pads;
  const shape = inverseOf(order).map((i) => result.shape[i] as number);
  return transpose(
    emit('Pad', [source, list, ...inputs.slice(2)], shape, result.type, node.attributes),
    order,
  );
};

/**
 * A reshape that only merges neighbours, or takes axes apart, can be done before the transpose as long as the axes that
 * it merges are neighbours there, too.
 */
const reshaping = (source: Value, order: readonly number[], result: Value): Value | null => {
  const from = order.map((axis) => source.shape[axis] as number);
  const groups = pair(from, result.shape);
  if (!groups) return null;
  const placed = groups.map(({ before, after }) => ({ axes: before.map((i) => order[i] as number), after }));
  if (placed.some(({ axes }) => axes.some((axis, i) => i > 0 && axis !== (axes[i - 1] as number) + 1)))
    return null;
  const sorted = [...placed].sort((a, b) => (a.axes[0] as number) - (b.axes[0] as number));
  const lengths = sorted.flatMap(({ after }) => after.map((i) => result.shape[i] as number));
  const positions = sorted.flatMap(({ after }) => after);
  return transpose(
    reshape(source, lengths),
    result.shape.map((_, i) => positions.indexOf(i)),
  );
};

/** Runs of axes on either side of a reshape that hold the same elements; null if some run is empty on one side. */
const pair = (
  from: readonly number[],
  to: readonly number[],
): { readonly before: number[]; readonly after: number[] }[] | null => {
  const groups: { before: number[]; after: number[] }[] = [];
  let i = 0;
  let j = 0;
  while (i < from.length && j < to.length) {
    const group = { before: [i], after: [j] };
    let left = from[i++] as number;
    let right = to[j++] as number;
    while (left !== right) {
      if (left < right) {
        if (i >= from.length) return null;
        group.before.push(i);
        left *= from[i++] as number;
      } else {
        if (j >= to.length) return null;
        group.after.push(j);
        right *= to[j++] as number;
      }
    }
    groups.push(group);
  }
  return i === from.length && j === to.length ? groups : null;
};
