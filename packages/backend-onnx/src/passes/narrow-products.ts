import { emit, type Node, reshape, transpose, type Value } from '../graph/index.ts';
import { madeBy, type Pass, rewrite } from './rewrite.ts';

/** From this many terms on, what a side costs to be read transposed is most of a product. */
const LONG = 1024;

/** Beyond so many columns, turning the other side gains less than turning this one costs. */
const MOST_COLUMNS = 64;

/**
 * Aᵀ·B of long, narrow matrices, as filters' gradients are: ONNX Runtime turns A around piece by piece, which for few
 * columns of B takes longer than to multiply. (Bᵀ·A)ᵀ turns B, the smaller one, and the small result. It has to be a
 * `MatMul`: of a `Gemm` ONNX Runtime would take the transpose in again.
 */
export const turnNarrowProducts: Pass = (outputs) =>
  rewrite(outputs, (node, inputs) => {
    const flag = (key: string) => node.attributes[key]?.value === 1;
    const [a, b, c] = inputs as readonly [Value, Value, Value | undefined];
    if (node.op !== 'Gemm' || c || !flag('transA') || a.type !== 'float32') return null;
    const [long, rows] = a.shape as [number, number];
    const [, columns] = (node.outputs[0] as Value).shape as [number, number];
    if (long < LONG || columns > MOST_COLUMNS || columns * 2 > rows) return null;
    const left = flag('transB') ? b : (turnedPixels(b) ?? transpose(b, [1, 0]));
    return transpose(emit('MatMul', [left, a], [columns, rows], 'float32'), [1, 0]);
  });

/** Pixels [batch · space, channels] of images that lie channels first: their turning moves whole planes. */
const turnedPixels = (pixels: Value): Value | null => {
  const node: Node | null = madeBy(madeBy(pixels, 'Reshape')?.inputs[0], 'Transpose');
  const images = node?.inputs[0];
  const order = node?.attributes.perm?.value as readonly number[] | undefined;
  if (!images || !order || order[0] !== 0 || order.at(-1) !== 1) return null;
  if (order.slice(1, -1).some((axis, i) => axis !== i + 2)) return null;
  const swapped = transpose(images, [1, 0, ...order.slice(1, -1)]);
  return reshape(swapped, [pixels.shape[1] as number, pixels.shape[0] as number]);
};
