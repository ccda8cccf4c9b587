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
    const now = madeBy(inputs[0], 'Greater')?.inputs[0];
    if (!x || !now || x.type !== 'float32') return null;
    const relu = current.get(rectified.get(x) as Value);
    return emit('HardSigmoid', [relu ?? now], result.shape, 'float32', {
      alpha: float(STEEP),
      beta: float(0),
    });
  });
};
