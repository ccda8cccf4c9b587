import { matMul, type Node, transpose, type Value } from '../graph/index.ts';
import { madeBy, type Pass, rewrite } from './rewrite.ts';

/** A two-dimensional product: its sides, and which of them is read transposed. */
export interface Product {
  readonly a: Value;
  readonly b: Value;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** The product that makes a value, if one without a bias does. */
export const productOf = (value: Value): Product | null => {
  const node = madeBy(value, 'MatMul', 'Gemm');
  const [a, b, c] = node?.inputs ?? [];
  if (
    !node ||
    !a ||
    !b ||
    c ||
    value.type !== 'float32' ||
    value.shape.length !== 2 ||
    a.shape.length !== 2 ||
    b.shape.length !== 2
  )
    return null;
  return {
    a,
    b,
    transposeA: node.attributes.transA?.value === 1,
    transposeB: node.attributes.transB?.value === 1,
  };
};

/** Matrix products read either side transposed for nothing, so no transpose of a matrix stays next to one. */
export const absorbTransposes: Pass = (outputs) =>
  rewrite(outputs, (node, inputs) => {
    const result = node.outputs[0] as Value;
    if (node.op === 'Transpose' && result.shape.length === 2) {
      const inner = productOf(inputs[0] as Value);
      // (A·B)ᵀ = Bᵀ·Aᵀ
      return inner ? matMul(inner.b, inner.a, !inner.transposeB, !inner.transposeA) : null;
    }
    if ((node.op !== 'MatMul' && node.op !== 'Gemm') || result.shape.length !== 2 || inputs[2]) return null;
    if (result.type !== 'float32') return null;
    const [left, right] = inputs.map((input) => madeBy(input, 'Transpose')?.inputs[0] ?? null);
    if (!left && !right) return null;
    if ((inputs[0] as Value).shape.length !== 2 || (inputs[1] as Value).shape.length !== 2) return null;
    return matMul(
      left ?? (inputs[0] as Value),
      right ?? (inputs[1] as Value),
      (node.attributes.transA?.value === 1) !== Boolean(left),
      (node.attributes.transB?.value === 1) !== Boolean(right),
    );
  });

/** A product turned around twice, so that what follows it is worked out feature by feature. */
export const turned = (node: Node, inputs: readonly (Value | null)[]): Value | null => {
  const product = productOf(node.outputs[0] as Value);
  const [a, b] = inputs;
  if (!product || !a || !b) return null;
  return transpose(matMul(b, a, !product.transposeB, !product.transposeA), [1, 0]);
};
