import { type InputOf, option, space } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import type { Scores } from '../pairs/index.ts';
import { logAddExp } from '../tensor/index.ts';
import { createBaseline } from './baseline.ts';
import { defineCriticBound } from './critic-bound.ts';
import { rowLogMeans } from './expectations.ts';

/**
 * Between `tuba` (α = 0) and `info-nce` (α = 1): the baseline is α times the mean of exp T over a row's y plus 1 − α
 * times a learned a(x) (Poole et al., ICML 2019, eq. 15). Trades variance for a cap at log(batch / α).
 * The joint term's mean holds one of the row's others less, so that both terms see means of as many; this keeps the
 * bound, by Jensen, without the average over which one is left out. x, y: [batch, d], or classes [batch].
 */
export const interpolated = defineCriticBound({
  name: 'interpolated',
  summary: 'Lower bound between TUBA and InfoNCE, with bias and variance to choose.',
  source: 'Poole et al., ICML 2019, eq. 15',
  options: {
    alpha: option(z.number().gt(0).lt(1), {
      default: 0.01,
      description: 'Share of InfoNCE: 0 is TUBA, 1 is InfoNCE.',
      space: space.logUniform(0.001, 0.9),
    }),
  },
  objective(parts) {
    const { alpha } = parts.options;
    const baseline = createBaseline(parts);
    const mixed = (logMean: tf.Tensor, logBaseline: tf.Tensor) =>
      logAddExp(tf.add(logMean, Math.log(alpha)), tf.add(logBaseline, Math.log(1 - alpha)));
    const value = (scores: Scores) => {
      const learned = baseline.log(scores.rows);
      const others = rowLogMeans(scores);
      // Of the row's own share and the others', with one of the others left out: s / (1 − s) and (1 − 2s) / (1 − s).
      const share = scores.ownShare;
      const rest = tf.sub(1, share);
      const own = tf.add(scores.joint, tf.log(tf.div(share, rest)));
      const fewer = tf.maximum(tf.sub(rest, share), 1e-37);
      const withOwn = logAddExp(own, tf.add(others, tf.log(tf.div(fewer, rest))));
      const joint = scores.expect(tf.sub(scores.joint, mixed(withOwn, learned)));
      const marginal = scores.expect(tf.exp(tf.sub(others, mixed(others, learned))));
      return tf.sub(tf.add(joint, 1), marginal);
    };
    return { variables: baseline.variables, loss: (scores) => tf.neg(value(scores)), estimate: value };
  },
});

export type InterpolatedOptions = InputOf<typeof interpolated>;
