import { collect, type Value } from '../graph/index.ts';
import { turned } from './products.ts';
import { axesOfReduction } from './reduction.ts';
import { type Pass, rewrite } from './rewrite.ts';

/** Smaller batches gain nothing that would pay for the turn at either end. */
const FEWEST_ROWS = 256;

/**
 * Lays out the hidden layers of a perceptron with batch norm as [features, rows] instead of [rows, features]. What
 * batch norm does to a feature is then done to one run of memory, for which ONNX Runtime has single operators.
 */
export const putFeaturesFirst: Pass = (outputs) => {
  const normed = new Set<Value>();
  for (const node of collect(outputs).nodes) {
    const x = node.inputs[0];
    if (node.op !== 'ReduceMean' || x?.shape.length !== 2 || (x.shape[0] as number) < FEWEST_ROWS) continue;
    if (String(axesOfReduction(node)) === '0') normed.add(x);
  }
  return rewrite(outputs, (node, inputs) =>
    normed.has(node.outputs[0] as Value) ? turned(node, inputs) : null,
  );
};
