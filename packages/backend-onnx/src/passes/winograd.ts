import { collect, matMul, type Node, reshape, swapOf, transpose, type Value } from '../graph/index.ts';
import { settings } from '../session/settings.ts';
import { geometryOf, isColumns, isSwap } from './columns.ts';
import type { Geometry } from './pixels.ts';
import { productOf } from './products.ts';
import { madeBy, type Pass, rewrite } from './rewrite.ts';
import { type TileProducts, tileProducts } from './tile-products.ts';
import { pays, type Tiling, tilingOf } from './tiles.ts';

/**
 * 3 × 3 convolutions with stride 1 of many channels, and both their gradients, by Winograd's F(2 × 2, 3 × 3): 16 products for
 * the 4 outputs of a tile in place of 36 (Lavin & Gray, CVPR 2016, 1509.09308). With the tiles of the input V = (B ⊗ B) x,
 * the kernels U = (G ⊗ G) w and the outputs' gradient D = (A ⊗ A)ᵀ dy, the three products are V·U, Vᵀ·D and D·Uᵀ, sixteen
 * of each, and what one of them needs another has made. All numbers stay within rounding: the transforms of the tiles are
 * sums, those of the kernels have halves.
 *
 * A forward pass whose input has no gradient of a filter stays a convolution: ONNX Runtime may know its weights. The gradient to
 * an input is taken in any case, since mostly its filter is trained, too.
 */
export const multiplyLess: Pass = (outputs) => {
  if (!settings().winograd) return outputs;
  const trained = new Set<Value>();
  for (const node of collect(outputs).nodes)
    if (isColumns(node)) trained.add(sourceOf(node.inputs[0] as Value));
  const write = tileProducts();
  return rewrite(outputs, (node, inputs) => {
    if (node.op === 'Conv' && trained.has(node.inputs[0] as Value)) return forward(node, inputs, write);
    if (node.op === 'ConvTranspose') return inputGradient(node, inputs, write);
    return filterGradient(node, inputs, write);
  });
};

/** What is convolved, whose channels may have been brought outside. */
const sourceOf = (x: Value): Value => (isSwap(x) ? (x.node?.inputs[0] as Value) : x);

type Inputs = readonly (Value | null)[];

const channelsLast = (x: Value): Value => transpose(x, [0, 2, 3, 1]);
const channelsSecond = (x: Value): Value => transpose(x, [0, 3, 1, 2]);

const forward = (node: Node, inputs: Inputs, write: TileProducts): Value | null => {
  const found = convolution(node, inputs);
  if (!found) return null;
  const { tiling, filter } = found;
  const v = write.seen(channelsLast(inputs[0] as Value), tiling);
  return channelsSecond(write.made(matMul(v, write.kernels(filter)), tiling));
};

const inputGradient = (node: Node, inputs: Inputs, write: TileProducts): Value | null => {
  const found = convolution(node, inputs);
  if (!found) return null;
  const { tiling, filter } = found;
  const d = write.sent(channelsLast(inputs[0] as Value), tiling);
  return channelsSecond(write.told(matMul(d, write.kernels(filter), false, true), tiling));
};

/** The convolution of a node without a bias, or the one whose gradient it is, if it pays. */
const convolution = (node: Node, inputs: Inputs): { tiling: Tiling; filter: Value } | null => {
  const kernels = madeBy(inputs[1], 'Transpose');
  const filter = kernels?.inputs[0];
  const list = (key: string) => (node.attributes[key]?.value ?? []) as readonly number[];
  if (!filter || String(kernels.attributes.perm?.value) !== '3,2,0,1') return null;
  if (inputs[2] || node.domain !== '' || node.attributes.group?.value !== 1) return null;
  if (filter.type !== 'float32' || list('output_padding').some((n) => n !== 0)) return null;
  const [given, result] = [inputs[0] as Value, node.outputs[0] as Value];
  const [large, small] = node.op === 'Conv' ? [given, result] : [result, given];
  const pads = list('pads');
  const geometry: Geometry = {
    size: list('kernel_shape'),
    strides: list('strides'),
    dilations: list('dilations'),
    before: pads.slice(0, 2),
    after: pads.slice(2),
    output: small.shape.slice(2),
  };
  const tiling = tilingOf(large.shape[0] as number, large.shape.slice(2), geometry);
  return tiling && pays(tiling, filter.shape[2] as number, filter.shape[3] as number)
    ? { tiling, filter }
    : null;
};

const filterGradient = (node: Node, inputs: Inputs, write: TileProducts): Value | null => {
  const product = productOf(node.outputs[0] as Value);
  const [a, b] = inputs as readonly Value[];
  if (!product || !a || !b) return null;
  const first = isColumns(a.node) && !product.transposeA;
  const second = isColumns(b.node) && product.transposeB;
  if (first === second) return null;
  const [columns, dy] = first ? [a, b] : [b, a];
  const x = columns.node?.inputs[0] as Value;
  const [inside, batch, ...input] = x.shape as [number, number, ...number[]];
  const tiling = x.type === 'float32' && tilingOf(batch, input, geometryOf(columns.node as Node));
  const outside = dy.size / (columns.shape[1] as number);
  if (!tiling || !pays(tiling, inside, outside)) return null;
  const rowsFirst = first ? !product.transposeB : product.transposeA;
  const d = write.sent(reshape(rowsFirst ? dy : rowsOf(dy), [batch, ...tiling.output, outside]), tiling);
  const v = write.seen(isSwap(x) ? channelsLast(sourceOf(x)) : transpose(x, [1, 2, 3, 0]), tiling);
  const kernels = reshape(write.kernelsBack(matMul(v, d, true, false)), [9 * inside, outside]);
  return first ? kernels : transpose(kernels, [1, 0]);
};

/** Pixels by channels from channels by pixels; from images where those are known, which another gradient reads, too. */
const rowsOf = (dy: Value): Value => {
  const images = madeBy(dy, 'Reshape')?.inputs[0];
  return images && images.shape.length === 4 && images.shape[0] === dy.shape[0] && isSwap(images)
    ? channelsLast(sourceOf(images))
    : transpose(dy, swapOf(2));
};
