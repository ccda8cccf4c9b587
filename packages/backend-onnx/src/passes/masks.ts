import { collect, emit, float, type Value } from '../graph/index.ts';
import { numberOf } from './constants.ts';
import { madeBy, type Pass, rewrite } from './rewrite.ts';

/** Every positive float32 times this is at least 1, denormal numbers apart. */
const STEEP = 3e38;

/**
 * The step function of ReLU's gradient in one operator that writes numbers, from ReLU's output where there is one: its
 * input can then be overwritten.
 */
export const fuseMasks: Pass = (outputs) => {
  const rectified = new Map<Value, Value>();
  for (const node of collect(outputs).nodes) {
    if (node.op === 'Relu' && node.inputs[0]) rectified.set(node.inputs[0], node.outputs[0] as Value);
  }
  const current = new Map<Value, Value>();
  return rewrite(outputs, (node, inputs) => {
    if (node.op === 'Relu') {
      const made = emit('Relu', [inputs[0] as Value], node.outputs[0]!.shape, node.outputs[0]!.type);
      current.set(node.outputs[0] as Value, made);
      return made;
    }
    const result = node.outputs[0] as Value;
    const before = madeBy(node.inputs[0], 'Greater');
    if (node.op !== 'Cast' || result.type !== 'float32' || numberOf(before?.inputs[1]) !== 0) return null;
    const x = before?.inputs[0];
    if (x?.type !== 'float32') return null;
    // Elsewhere a comparison must be false for NaN, which this operator passes on.
    const relu = current.get((rectified.get(x) ?? x) as Value);
    if (!relu) return null;
    return emit('HardSigmoid', [relu], result.shape, 'float32', {
      alpha: float(STEEP),
      beta: float(0),
    });
  });
};
