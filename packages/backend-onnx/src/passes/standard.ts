import { matMul, transpose, type Value } from '../graph/index.ts';
import { type Pass, rewrite } from './rewrite.ts';

/** Writes ONNX Runtime's own products with the standard's operators, for files that other runtimes read. */
export const standardOperators: Pass = (outputs) =>
  rewrite(outputs, (node, inputs) => {
    if (node.op !== 'FusedMatMul') return null;
    const [a, b] = inputs as readonly [Value, Value];
    const turned = (value: Value, flag: string) =>
      node.attributes[flag]?.value === 1 ? transpose(value, lastTwoSwapped(value.shape.length)) : value;
    return matMul(turned(a, 'transA'), turned(b, 'transB'));
  });

const lastTwoSwapped = (rank: number): number[] =>
  Array.from({ length: rank }, (_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i));
