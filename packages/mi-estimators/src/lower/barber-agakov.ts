import { type InputOf, MimmxError, option } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import {
  type ConditionalParameters,
  createConditional,
  defineFittedBound,
  gaussianOptions,
} from '../conditionals/index.ts';
import { classEntropy } from '../entropy/class-entropy.ts';
import { encode } from '../pairs/index.ts';

/**
 * H(Y) + E log q(y | x) with a fitted q (Barber & Agakov, NIPS 2003, eq. 3). For a discrete y the entropy comes from the
 * shares of the classes, and the bound is the best there is for reading how much of a class x holds. For a continuous
 * y the entropy must be known. x: [batch, dx] or classes [batch]; y: classes [batch] or [batch, dy].
 * Its `create` throws E_OPTION if y is continuous and `entropy` is not given.
 */
export const barberAgakov = defineFittedBound({
  name: 'barber-agakov',
  summary: 'Entropy of y less its cross-entropy given x (Barber–Agakov lower bound).',
  source: 'Barber & Agakov, NIPS 2003',
  bound: 'lower',
  y: ['continuous', 'discrete'],
  options: {
    ...gaussianOptions,
    entropy: option(z.number(), {
      absent: 'the entropy of the classes; a continuous y needs it',
      description: 'Entropy of a continuous y in nats, of the y that is passed in.',
    }),
  },
  reading(shape) {
    const { context, options } = shape;
    const discrete = context.y.kind === 'discrete';
    if (!discrete && options.entropy === undefined) {
      throw new MimmxError(
        'E_OPTION',
        'barber-agakov: a continuous y needs the option "entropy", H(Y) in nats. Where it is unknown use doe, which learns it.',
      );
    }
    const q = createConditional(shape);
    return {
      q,
      read(parameters: ConditionalParameters, y, importance) {
        const entropy = options.entropy ?? classEntropy(encode(context.y, y), importance);
        return tf.add(importance.expect(q.logDensity(parameters, y)), entropy);
      },
    };
  },
});

export type BarberAgakovOptions = InputOf<typeof barberAgakov>;
