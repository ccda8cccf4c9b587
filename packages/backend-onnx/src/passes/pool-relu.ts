import { collect, emit, emitMany, type Node, reshape, sameShape, type Value } from '../graph/index.ts';
import { countUses, madeBy, type Pass, rewrite } from './rewrite.ts';

/**
 * max(relu(x)) = relu(max(x)): rectifying after a max pooling touches a fraction of the elements. The gradient's mask
 * moves along, from the pooling's input to its output: where the largest element of a window is not positive, no
 * gradient passes, whichever element that is.
 */
export const poolBeforeRelu: Pass = (outputs) => {
  const uses = countUses(outputs);
  const swapped = new Map<Value, Swap>();
  for (const node of collect(outputs).nodes) {
    const relu = madeBy(node.inputs[0], 'Relu');
    const rectified = relu?.outputs[0];
    if (node.op !== 'MaxPool' || node.outputs.length !== 2 || !rectified) continue;
    const masks = maskOf(outputs, rectified);
    // The rectified values must serve nothing but this pooling and the mask of its gradient.
    if (uses.get(rectified) !== 1 + (masks ? 1 : 0) || !masks) continue;
    const spread = spreadOf(outputs, masks.outputs[0] as Value, node.outputs[1] as Value);
    if (spread && uses.get(masks.outputs[0] as Value) === 1) {
      swapped.set(node.outputs[0] as Value, { pool: node, mask: masks, ...spread });
    }
  }
  if (swapped.size === 0) return outputs;
  const byProduct = new Map([...swapped.values()].map((swap) => [swap.product.outputs[0] as Value, swap]));
  const made = new Map<Node, { rectified: Value; places: Value }>();
  return rewrite(outputs, (node, inputs) => {
    const swap = swapped.get(node.outputs[0] as Value);
    if (swap && node === swap.pool) {
      const source = madeBy(inputs[0], 'Relu')?.inputs[0] as Value;
      const [values, places] = emitMany('MaxPool', [source], node.outputs, node.attributes) as [Value, Value];
      const rectified = emit('Relu', [values], values.shape, values.type);
      made.set(node, { rectified, places });
      return [rectified, places];
    }
    const end = byProduct.get(node.outputs[0] as Value);
    const pooled = end && made.get(end.pool);
    if (!end || !pooled) return null;
    const spread = inputs.find((input) => input && input !== null && isSpread(input)) as Value;
    const unpool = madeBy(spread, 'MaxUnpool') as Node;
    const gradient = unpool.inputs[0] as Value;
    const mask = emit('HardSigmoid', [pooled.rectified], gradient.shape, gradient.type, end.mask.attributes);
    const masked = emit('Mul', [gradient, mask], gradient.shape, gradient.type);
    return reshape(
      emit('MaxUnpool', [masked, ...unpool.inputs.slice(1)], spread.shape, spread.type, unpool.attributes),
      (node.outputs[0] as Value).shape,
    );
  });
};

interface Swap {
  readonly pool: Node;
  readonly mask: Node;
  /** The product of the spread gradient and the mask. */
  readonly product: Node;
}

const isSpread = (value: Value): boolean => madeBy(value, 'MaxUnpool') !== null;

const maskOf = (outputs: readonly Value[], rectified: Value): Node | null =>
  collect(outputs).nodes.find((node) => node.op === 'HardSigmoid' && node.inputs[0] === rectified) ?? null;

const spreadOf = (outputs: readonly Value[], mask: Value, places: Value): { product: Node } | null => {
  for (const node of collect(outputs).nodes) {
    if (node.op !== 'Mul' || !node.inputs.includes(mask)) continue;
    const other = node.inputs.find((input) => input !== mask);
    const unpool = madeBy(other, 'MaxUnpool');
    if (unpool?.inputs[1] === places && other && sameShape(other.shape, mask.shape)) return { product: node };
  }
  return null;
};
