import { MimmxError } from '@mimmx/core';
import { add, reshape, type Value } from '../graph/index.ts';
import { activate } from './activation.ts';

/** Inputs of a fused kernel besides those of the plain one. */
export interface FusedInputs {
  readonly [name: string]: Value | undefined;
}

/** What a fused kernel does to the plain one's result. */
export interface FusedAttributes {
  readonly activation?: string | null;
  readonly leakyreluAlpha?: number;
}

/**
 * Adds the bias and applies the activation of a fused kernel.
 *
 * @throws E_UNSUPPORTED_OP for an activation that is not known
 */
export const finish = (
  plain: Value,
  { bias, preluActivationWeights }: FusedInputs,
  { activation, leakyreluAlpha }: FusedAttributes,
  name: string,
  channelsLast = true,
): Value => {
  const sum = bias ? add(plain, alongChannels(bias, plain, channelsLast)) : plain;
  const weights = preluActivationWeights && alongChannels(preluActivationWeights, plain, channelsLast);
  const result = activate(sum, activation, weights, leakyreluAlpha);
  if (result) return result;
  throw new MimmxError(
    'E_UNSUPPORTED_OP',
    `Activation ${activation} cannot be fused; apply it after ${name}.`,
  );
};

/** One number per channel, as what broadcasts along the channel axis wherever that is. */
const alongChannels = (vector: Value, x: Value, channelsLast: boolean): Value =>
  channelsLast || vector.shape.length !== 1
    ? vector
    : reshape(vector, [vector.size, ...Array(x.shape.length - 2).fill(1)]);
