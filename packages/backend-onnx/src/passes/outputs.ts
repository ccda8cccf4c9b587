import { emit, type Value } from '../graph/index.ts';

/** Every output of a model must be its own value, made by a node: leaves and repeated values are copied. */
export const distinctOutputs = (outputs: readonly Value[]): readonly Value[] => {
  const seen = new Set<Value>();
  return outputs.map((value) => {
    if (!value.ready && value.node && !seen.has(value)) {
      seen.add(value);
      return value;
    }
    return emit('Identity', [value], value.shape, value.type);
  });
};
