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
    // NaN where x is NaN, else whether x > 0: what HardSigmoid gives, too.
    if (node.op !== 'Where') return null;
    const result = node.outputs[0] as Value;
    const [condition, x, numbers] = node.inputs as readonly [Value, Value, Value];
    const compared = madeBy(madeBy(numbers, 'Cast')?.inputs[0], 'Greater')?.inputs;
    if (madeBy(condition, 'IsNaN')?.inputs[0] !== x || compared?.[0] !== x) return null;
    if (numberOf(compared[1]) !== 0) return null;
    const relu = current.get((rectified.get(x) ?? x) as Value);
    if (!relu) return null;
    return emit('HardSigmoid', [relu], result.shape, 'float32', {
      alpha: float(STEEP),
      beta: float(0),
    });
  });
};
