import { emit, reshape, type Value } from '../graph/index.ts';
import { countUses, madeBy, type Pass, rewrite } from './rewrite.ts';

/** A term per channel after a convolution becomes the convolution's own bias, added while its output is in cache. */
export const fuseConvBias: Pass = (outputs) => {
  const uses = countUses(outputs);
  return rewrite(outputs, (node, inputs) => {
    if (node.op !== 'Add') return null;
    const result = node.outputs[0] as Value;
    for (const [i, input] of inputs.entries()) {
      const conv = madeBy(input, 'Conv');
      const bias = inputs[1 - i];
      const channels = result.shape[1];
      if (!conv || conv.inputs[2] || !bias || uses.get(node.inputs[i] as Value) !== 1) continue;
      // [channels, 1, 1]: what broadcasts along the second axis.
      if (
        bias.size !== channels ||
        bias.shape.length !== result.shape.length - 1 ||
        bias.shape[0] !== channels
      )
        continue;
      return emit(
        'Conv',
        [...conv.inputs.slice(0, 2), reshape(bias, [channels])],
        result.shape,
        result.type,
        conv.attributes,
      );
    }
    return null;
  });
};
