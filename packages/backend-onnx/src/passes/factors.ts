import {
  add,
  expand,
  mul,
  type Node,
  reduce,
  reshape,
  sameShape,
  scalar,
  type Value,
} from '../graph/index.ts';
import { axesOfReduction } from './reduction.ts';
import { madeBy, type Pass, type Rule, rewrite } from './rewrite.ts';

/** Gathers small factors and terms, so that a large tensor is gone through once for all of them. */
export const gatherFactors: Pass = (outputs) => rewrite(outputs, rule);

const rule: Rule = (node, inputs) => {
  const [a, b] = inputs;
  const result = node.outputs[0] as Value;
  if (result.type !== 'float32' || !a) return null;
  if (node.op === 'Mul' && b) return product(a, b, result) ?? product(b, a, result);
  if (node.op === 'Add' && b) return total(a, b, result) ?? total(b, a, result);
  if (node.op === 'ReduceSum' || node.op === 'ReduceMean')
    return sumOfProduct(node, a, result) ?? deviation(node, a, result);
  return null;
};

const small = (value: Value, than: Value): boolean => value.size * 2 <= than.size;

/** A product split into its full-size side and a smaller factor. */
const split = (value: Value, op: 'Mul' | 'Add'): readonly [Value, Value] | null => {
  const [p, q] = madeBy(value, op)?.inputs ?? [];
  if (!p || !q) return null;
  if (small(q, p) && sameShape(p.shape, value.shape)) return [p, q];
  if (small(p, q) && sameShape(q.shape, value.shape)) return [q, p];
  return null;
};

/** (X·s)·t = X·(s·t), and (X·s)·Y = (X·Y)·s. */
const product = (a: Value, b: Value, result: Value): Value | null => {
  const inner = split(a, 'Mul');
  if (!inner || !sameShape(a.shape, result.shape)) return null;
  const [large, factor] = inner;
  if (small(b, large)) {
    const factors = mul(factor, b);
    return small(factors, large) ? mul(large, factors) : null;
  }
  return sameShape(b.shape, result.shape) ? mul(mul(large, b), factor) : null;
};

/** (X + s) + t = X + (s + t), (X + s) + Y = (X + Y) + s, and X·s + X·t = X·(s + t). */
const total = (a: Value, b: Value, result: Value): Value | null => {
  if (!sameShape(a.shape, result.shape)) return null;
  const inner = split(a, 'Add');
  if (inner) {
    const [large, term] = inner;
    if (small(b, large)) {
      const terms = add(term, b);
      return small(terms, large) ? add(large, terms) : null;
    }
    if (sameShape(b.shape, result.shape)) return add(add(large, b), term);
  }
  const left = split(a, 'Mul');
  const right = split(b, 'Mul');
  if (left && right && left[0] === right[0]) return mul(left[0], add(left[1], right[1]));
  return null;
};

/** A small factor that is the same along the reduced axes comes out of a sum. */
const sumOfProduct = (node: Node, a: Value, result: Value): Value | null => {
  const inner = split(a, 'Mul');
  const axes = axesOfReduction(node);
  if (!inner || !axes) return null;
  const [large, factor] = inner;
  const rank = large.shape.length;
  const lengths = [...Array(rank - factor.shape.length).fill(1), ...factor.shape] as number[];
  if (axes.some((axis) => lengths[axis] !== 1)) return null;
  const keep = result.shape.length === rank;
  const shape = keep ? lengths : lengths.filter((_, i) => !axes.includes(i));
  return mul(reduce(node.op, large, axes, keep), reshape(factor, shape));
};

/** Deviations from a mean sum to zero. */
const deviation = (node: Node, a: Value, result: Value): Value | null => {
  const axes = axesOfReduction(node);
  const [x, m] = madeBy(a, 'Sub')?.inputs ?? [];
  if (!axes || !x || !m) return null;
  const mean = madeBy(madeBy(m, 'Reshape')?.inputs[0] ?? m, 'ReduceMean');
  if (mean?.inputs[0] !== x || String(axesOfReduction(mean)) !== String(axes)) return null;
  const lengths = [...Array(x.shape.length - m.shape.length).fill(1), ...m.shape] as number[];
  if (lengths.some((n, i) => n !== (axes.includes(i) ? 1 : x.shape[i]))) return null;
  return expand(scalar(0), result.shape);
};
