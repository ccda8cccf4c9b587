import {
  detach,
  glorot,
  MimmxError,
  option,
  options,
  space,
  type Weighter,
  type WeighterContext,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { joined, membership } from './columns.ts';

/** Options that all attention weighters share. */
export const attentionOptions = {
  trainedBy: option(z.enum(['estimator', 'detached', 'encoder']), {
    default: 'estimator',
    description:
      'Who trains the attention. `estimator`: it ascends with the critics, looking for the confounder that f_y gives away most. `detached`: nobody; it is the softmax of the present MI values. `encoder`: it descends with the encoder and collapses on the least informative confounder; kept as the ablation that shows so.',
    space: space.choice('estimator', 'detached'),
  }),
  temperature: option(z.number().positive(), {
    default: 1,
    description: 'τ: scores (or MI in nats, if detached) are divided by it before the softmax.',
    space: space.logUniform(0.1, 10),
  }),
  keyWidth: option(z.int().positive(), {
    default: 8,
    description: 'Width d_k of queries and keys.',
    space: space.choice(4, 8, 16, 32),
  }),
  floor: option(z.number().min(0).max(1), {
    default: 0.1,
    description: 'Share φ of the weight that is spread evenly, so that no confounder is ever out of sight.',
    space: space.uniform(0, 0.5),
  }),
};

const schema = options(attentionOptions);
export type AttentionSettings = z.output<typeof schema>;

/** Weights over confounders and what trains them: the part that the three forms share. */
export type Attention = Pick<Weighter, 'variables' | 'player' | 'needsMi' | 'weights'>;

/**
 * Scaled dot-product attention over confounders, with f_y as the query:
 *
 *     eᵢ = mean over the batch of q(f_y)ᵀ k(fᵢ) / √d_k + bᵢ      (estimator, encoder)
 *     eᵢ = stopgrad(MIᵢ)                                        (detached)
 *     a  = (1 − φ) softmax(e / τ) + φ / N
 *
 * q and k are linear in features that are standardised over the batch, so the score is a learned form of the
 * cross-correlation of f_y and fᵢ, whatever their scale; q starts at zero, so the weights start uniform.
 *
 * Trained by the estimator, the features come in detached: otherwise the encoder could steer the attention away from
 * a confounder by moving its features instead of removing the information.
 *
 * Source: the softmax attention over confounders is inferred from the names in Fay et al., FAIMI 2025, and ISMRM 2025
 * (its equation is not public); batch mean, standardisation, bᵢ, φ and the choice of trainer are ours.
 */
export function createAttention(
  context: WeighterContext,
  settings: AttentionSettings,
  owner: string,
): Attention {
  return settings.trainedBy === 'detached'
    ? detachedAttention(context, settings, owner)
    : trainedAttention(context, settings);
}

function detachedAttention(
  { confounders }: WeighterContext,
  settings: AttentionSettings,
  owner: string,
): Attention {
  return {
    variables: [],
    player: 'nobody',
    needsMi: true,
    weights(_primary, _features, mi) {
      if (!mi) {
        throw new MimmxError(
          'E_WEIGHTER_NEEDS_MI',
          `${owner}: trainedBy "detached" needs the MI of every confounder, and this method keeps none. Use "estimator", or the weighter "attention-sum".`,
        );
      }
      return spread(detach(mi), confounders, settings);
    },
  };
}

function trainedAttention(context: WeighterContext, settings: AttentionSettings): Attention {
  const { confounders, primaryWidth, confounderWidths, random } = context;
  const total = confounderWidths.reduce((a, b) => a + b, 0);
  const [query, key, bias] = tf.tidy(() => [
    tf.variable(tf.zeros([primaryWidth, settings.keyWidth])),
    tf.variable(glorot(random, [total, settings.keyWidth])),
    tf.variable(tf.zeros([confounders])),
  ]) as [tf.Variable<tf.Rank.R2>, tf.Variable<tf.Rank.R2>, tf.Variable<tf.Rank.R1>];
  const player = settings.trainedBy === 'encoder' ? 'encoder' : 'estimator';
  const seen = (features: tf.Tensor2D) => standardised(player === 'estimator' ? detach(features) : features);

  return {
    variables: [query, key, bias],
    player,
    needsMi: false,
    weights(primary, features) {
      const f = seen(primary);
      const z = seen(joined(features));
      // Σ over d_k and the batch of q·k is Σ (Q Kᵀ) ∘ (f_yᵀ f_z): one product for all confounders.
      const moments = tf.div(tf.matMul(f, z, true), primary.shape[0]);
      const pairing = tf.mul(tf.matMul(query, key, false, true), moments);
      const perColumn = tf.sum(pairing, 0, true) as tf.Tensor2D;
      const scores = tf.matMul(perColumn, membership(confounderWidths)).reshape([confounders]);
      const scaled = tf.div(scores, Math.sqrt(settings.keyWidth));
      return spread(tf.add(scaled, bias) as tf.Tensor1D, confounders, settings);
    },
  };
}

function spread(
  scores: tf.Tensor1D,
  confounders: number,
  { temperature, floor }: AttentionSettings,
): tf.Tensor1D {
  const attention = tf.softmax(tf.div(scores, temperature));
  return tf.add(tf.mul(attention, 1 - floor), floor / confounders) as tf.Tensor1D;
}

/** Mean 0 and standard deviation 1 over the batch; a constant column becomes 0. */
function standardised(x: tf.Tensor2D): tf.Tensor2D {
  const centred = tf.sub(x, tf.mean(x, 0, true));
  const variance = tf.mean(tf.square(centred), 0, true);
  return tf.div(centred, tf.sqrt(tf.add(variance, 1e-8))) as tf.Tensor2D;
}
