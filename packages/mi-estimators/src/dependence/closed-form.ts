import { defineEstimator, type EstimatorDefinition, options, type VariableForm } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { z } from 'zod';
import { encode, type Importance, importance } from '../pairs/index.ts';

/** What sets one dependence measure apart: a differentiable function of the batch, with nothing to train. */
export interface ClosedForm<Name extends string, Shape extends z.ZodRawShape>
  extends Pick<EstimatorDefinition<Name>, 'accepts' | 'summary'> {
  readonly name: Name;
  readonly source: string;
  readonly options: Shape;
  /**
   * @param x [batch, dx], classes as one-hot codes
   * @param y [batch, dy], likewise
   * @returns a scalar
   */
  measure(
    x: tf.Tensor2D,
    y: tf.Tensor2D,
    options: z.output<z.ZodObject<Shape>>,
    importance: Importance,
    forms: { readonly x: VariableForm; readonly y: VariableForm },
  ): tf.Tensor;
}

/** Declares a dependence measure. Its unit is its own: 0 means independent, and the size says no nats. */
export function defineClosedForm<const Name extends string, Shape extends z.ZodRawShape>(
  draft: ClosedForm<Name, Shape>,
) {
  type Options = z.output<z.ZodObject<Shape>>;
  type Input = z.input<z.ZodObject<Shape>>;
  const { measure, options: shape, ...said } = draft;
  return defineEstimator({
    ...said,
    bound: 'none',
    differentiable: true,
    unit: 'index',
    options: options(shape) as unknown as z.ZodType<Options, Input>,
    create: ({ x: formX, y: formY }, given: Options) => ({
      form: 'tensor',
      variables: [],
      state: [],
      loss: () => tf.scalar(0),
      estimate: (x, y, weights) =>
        tf.tidy(() => {
          const rows = encode(formX, x) as tf.Tensor2D;
          const columns = encode(formY, y) as tf.Tensor2D;
          return measure(rows, columns, given, importance(weights), { x: formX, y: formY }) as tf.Scalar;
        }),
    }),
  });
}

/** The importance of each row, [batch], uniform where none was given. */
export const probabilities = ({ probability }: Importance, batch: number): tf.Tensor1D =>
  (probability ?? tf.fill([batch], 1 / batch)) as tf.Tensor1D;
