import {
  add,
  collect,
  emitMany,
  filled,
  float,
  int,
  mul,
  type Node,
  reduce,
  reshape,
  sameShape,
  sub,
  type Value,
} from '../graph/index.ts';
import { numberOf } from './constants.ts';
import { axesOfReduction } from './reduction.ts';
import { madeBy, type Pass, rewrite } from './rewrite.ts';

/** The parts of one batch norm that uses the statistics of its own batch. */
interface BatchNorm {
  readonly x: Value;
  readonly axes: readonly number[];
  readonly channels: number;
  /** Where the channels are: second, or first in the layout of columns and features. */
  readonly axis: number;
  readonly mean: Value;
  readonly variance: Value;
  /** x − mean. */
  readonly centred: Value;
  readonly scale: Value;
  readonly offset: Value;
  readonly epsilon: number;
  /** scale · (x − mean) / √(variance + ε) + offset. */
  readonly result: Value;
}

/**
 * Batch norm in training as one operator that gives the statistics, too. Its gradient goes through x and dy as they
 * are: Σ dy·(x − mean) = Σ dy·x − mean·Σ dy, so that x − mean is never written.
 */
export const fuseBatchNorm: Pass = (outputs) => {
  const found = find(outputs);
  if (found.length === 0) return outputs;
  const byMean = new Map(found.map((norm) => [norm.mean, norm]));
  const byVariance = new Map(found.map((norm) => [norm.variance, norm]));
  const byResult = new Map(found.map((norm) => [norm.result, norm]));
  const byCentred = new Map(found.map((norm) => [norm.centred, norm]));
  const fused = new Map<BatchNorm, { x: Value; outputs: readonly Value[] }>();
  return rewrite(outputs, (node, inputs) => {
    const old = node.outputs[0] as Value;
    const start = byMean.get(old);
    if (start) {
      const x = inputs[0] as Value;
      fused.set(start, { x, outputs: operator(start, x, fused.size) });
      return fused.get(start)?.outputs[1] as Value;
    }
    const part = (norm: BatchNorm | undefined, i: number) => (norm && fused.get(norm)?.outputs[i]) ?? null;
    const end = part(byResult.get(old), 0);
    if (end) return reshape(end, old.shape);
    const variance = part(byVariance.get(old), 2);
    if (variance) return variance;
    return centredProduct(node, inputs, byCentred, fused);
  });
};

/**
 * Running statistics that come in count for nothing with a momentum of 0. But ONNX Runtime lays those that come out where
 * they came in, and shares equal constants of up to eight numbers: two batch norms with one constant would write over each
 * other's mean. So each gets numbers that no other constant has (and keeps them in `mergeDuplicates`).
 */
const nobodysNumber = (i: number): number => Math.E + i;

const operator = (norm: BatchNorm, x: Value, index: number): readonly Value[] => {
  const shape = norm.axis === 0 ? [1, norm.channels, x.size / norm.channels] : x.shape;
  const vector = { shape: [norm.channels], type: x.type };
  return emitMany(
    'BatchNormalization',
    [
      reshape(x, shape),
      reshape(norm.scale, [norm.channels]),
      reshape(norm.offset, [norm.channels]),
      filled([norm.channels], x.type, nobodysNumber(2 * index)),
      filled([norm.channels], x.type, nobodysNumber(2 * index + 1)),
    ],
    [{ shape, type: x.type }, vector, vector],
    // Momentum 0: the running statistics that come out are those of this batch.
    { epsilon: float(norm.epsilon), momentum: float(0), training_mode: int(1) },
  );
};

/** Products with x − mean: with something small, or with a gradient and summed over the batch. */
const centredProduct = (
  node: Node,
  inputs: readonly (Value | null)[],
  byCentred: ReadonlyMap<Value, BatchNorm>,
  fused: ReadonlyMap<BatchNorm, { x: Value; outputs: readonly Value[] }>,
): Value | null => {
  const side = (value: Value | null | undefined) => {
    const norm = value && byCentred.get(value);
    const made = norm && fused.get(norm);
    return norm && made ? { norm, x: made.x, mean: made.outputs[1] as Value } : null;
  };
  const along = (norm: BatchNorm, mean: Value) =>
    reshape(mean, [norm.channels, ...Array(norm.x.shape.length - 1 - norm.axis).fill(1)]);
  if (node.op === 'Mul') {
    const [a, b] = node.inputs;
    const first = side(a) ?? side(b);
    const other = (side(a) ? inputs[1] : inputs[0]) as Value;
    if (!first || other.size * 2 > first.x.size) return null;
    // As a sum, which is gathered with other sums.
    return add(mul(first.x, other), mul(mul(along(first.norm, first.mean), other), -1));
  }
  if (node.op !== 'ReduceSum') return null;
  const product = madeBy(node.inputs[0], 'Mul');
  const present = madeBy(inputs[0], 'Mul');
  if (!product || !present) return null;
  const at = product.inputs.findIndex((input) => side(input));
  const first = side(product.inputs[at]);
  const other = present.inputs[1 - at] as Value;
  if (!first || !sameShape(other.shape, first.x.shape)) return null;
  if (String(axesOfReduction(node)) !== String(first.norm.axes)) return null;
  const sum = (value: Value) => reduce('ReduceSum', value, first.norm.axes, false);
  return sub(sum(mul(other, first.x)), mul(first.mean, sum(other)));
};

const plain = (value: Value): Value => madeBy(value, 'Reshape')?.inputs[0] ?? value;

const find = (outputs: readonly Value[]): BatchNorm[] => {
  const { nodes } = collect(outputs);
  const list: BatchNorm[] = [];
  for (const node of nodes) {
    // result = Add(Mul(Sub(x, mean), scale / √(variance + ε)), offset)
    if (node.op !== 'Add') continue;
    for (const [p, q] of [node.inputs, [...node.inputs].reverse()] as (readonly [Value, Value])[]) {
      const norm = match(node, p, q);
      if (norm && !list.some((other) => other.centred === norm.centred)) list.push(norm);
    }
  }
  return list;
};

const match = (node: Node, product: Value, offset: Value): BatchNorm | null => {
  const [u, w] = madeBy(product, 'Mul')?.inputs ?? [];
  const centred = madeBy(u, 'Sub') ? u : madeBy(w, 'Sub') ? w : null;
  const factor = centred === u ? w : u;
  const [x, m] = madeBy(centred, 'Sub')?.inputs ?? [];
  if (!centred || !factor || !x || !m || x.type !== 'float32' || x.shape.length < 2) return null;
  const mean = plain(m);
  const meanNode = madeBy(mean, 'ReduceMean');
  const axes = meanNode ? axesOfReduction(meanNode) : null;
  if (meanNode?.inputs[0] !== x || axes?.length !== x.shape.length - 1) return null;
  const axis = axes.includes(0) ? 1 : 0;
  if (axes.includes(axis)) return null;
  const channels = x.shape[axis] as number;
  if (plain(offset).size !== channels || factor.size !== channels) return null;
  const parts = madeBy(plain(factor), 'Mul')?.inputs ?? [];
  for (const [inverse, scale] of [parts, [...parts].reverse()] as (readonly [Value, Value])[]) {
    const [one, root] = madeBy(inverse, 'Div')?.inputs ?? [];
    const inside = madeBy(madeBy(root, 'Sqrt')?.inputs[0], 'Add')?.inputs ?? [];
    const variance = inside.find((value) => value && madeBy(value, 'ReduceMean')) ?? null;
    const epsilon = numberOf(inside.find((value) => value !== variance));
    const squareNode = madeBy(variance, 'ReduceMean');
    const [s, t] = madeBy(squareNode?.inputs[0], 'Mul')?.inputs ?? [];
    if (numberOf(one) !== 1 || !variance || epsilon === null || s !== centred || t !== centred) continue;
    if (!squareNode || String(axesOfReduction(squareNode)) !== String(axes)) continue;
    // The operator is made where the mean was: its other inputs must exist by then.
    if (!scale || plain(scale).node || plain(offset).node) continue;
    return {
      x,
      axes,
      axis,
      channels,
      mean,
      variance,
      centred,
      scale: plain(scale),
      offset: plain(offset),
      epsilon,
      result: node.outputs[0] as Value,
    };
  }
  return null;
};
