import type * as tf from '@mimmx/core/tf';
import { add, div, mul, scalar, sub, unary, type Value } from '../graph/index.ts';

/** scale · (x − mean) / √(variance + ε) + offset, with the parameters along the last axis or of x's own shape. */
const batchNorm = (
  x: Value,
  mean: Value,
  variance: Value,
  scale: Value | undefined,
  offset: Value | undefined,
  epsilon: number,
): Value => {
  const inverse = div(scalar(1), unary('Sqrt', add(variance, epsilon)));
  const scaled = mul(sub(x, mean), scale ? mul(inverse, scale) : inverse);
  return offset ? add(scaled, offset) : scaled;
};

export const batchNormKernels = [
  {
    name: 'FusedBatchNorm',
    record: (inputs: Readonly<Record<string, Value>>, attributes: object) => {
      const { x, mean, variance, scale, offset } = inputs as { x: Value; mean: Value; variance: Value } & {
        [name: string]: Value | undefined;
      };
      const { varianceEpsilon } = attributes as tf.FusedBatchNormAttrs;
      return batchNorm(x, mean, variance, scale, offset, varianceEpsilon ?? 0.001);
    },
  },
];
