import * as tf from '@mimmx/core/tf';
import { block } from '../block.ts';
import { type Gaussian, softClamp } from '../gaussian.ts';
import { condition, conv } from '../layers.ts';
import type { Parameters } from '../parameters.ts';
import type { LadderSettings, Stage } from './options.ts';

/** ln of every scale stays between these. */
const [LOW, HIGH] = [-7, 3];

export interface StochasticBlock {
  /** Prior of z from the stream that feeds it, and features for the decoder. */
  prior(stream: tf.Tensor4D, parents: tf.Tensor2D): Gaussian & { readonly features: tf.Tensor4D };
  /** Posterior of z from the decoder's state and the encoder's maps. */
  posterior(state: tf.Tensor4D, encoded: tf.Tensor4D, parents: tf.Tensor2D): Gaussian;
  /** The decoder's next state. */
  merge(state: tf.Tensor4D, z: tf.Tensor4D, features: tf.Tensor4D, parents: tf.Tensor2D): tf.Tensor4D;
  /** What feeds the next prior: z and features, and nothing that has seen the parents. Null where no stream is needed. */
  carry(z: tf.Tensor4D, features: tf.Tensor4D): tf.Tensor4D | null;
}

/**
 * One stochastic block of the decoder (De Sousa Ribeiro et al., 2023): prior, posterior, and a residual block that
 * takes z and the parents in.
 *
 * @param share √(1 / number of blocks), the scale of what is added to the state at first
 * @param to width of the state and stream that it hands on
 * @param last whether no prior comes after it
 */
export function stochasticBlock(
  p: Parameters,
  index: number,
  { size, width, latent }: Stage,
  parents: number,
  { block: style, bottleneck, prior }: LadderSettings,
  { share, to, last }: { readonly share: number; readonly to: number; readonly last: boolean },
): StochasticBlock {
  const name = `decoder.${size}.${index}`;
  const middle = Math.max(1, Math.round(width / bottleneck));
  const kernel = size <= 2 ? 1 : 3;
  const common = { style, middle, kernel };
  const mediated = prior === 'mediator';
  // The prior starts as a standard normal that adds nothing.
  const priorBlock = block(p, `${name}.prior`, {
    ...common,
    from: [width],
    to: 2 * latent + width,
    gain: 0,
    parents: mediated ? parents : 0,
  });
  const posteriorBlock = block(p, `encoder.${size}.posterior.${index}`, {
    ...common,
    from: [width, width],
    to: 2 * latent,
    parents,
    gain: 0.1,
  });
  const project = conv(p, `${name}.project`, latent, width, { gain: share });
  const given = condition(p, `${name}.parents`, parents, width);
  const refine = block(p, `${name}.refine`, { ...common, from: [width], to, gain: share });
  const shortcut = to === width ? null : conv(p, `${name}.shortcut`, width, to);
  const carried =
    mediated || last
      ? null
      : {
          z: conv(p, `${name}.carry.z`, latent, to),
          features: conv(p, `${name}.carry.features`, width, to, { bias: false }),
        };
  const gaussian = (mean: tf.Tensor, logScale: tf.Tensor): Gaussian => ({
    mean,
    logScale: softClamp(logScale, LOW, HIGH),
  });
  return {
    prior(stream, pa) {
      const [mean, logScale, features] = tf.split(priorBlock([stream], pa), [latent, latent, width], 3);
      return { ...gaussian(mean!, logScale!), features: features as tf.Tensor4D };
    },
    posterior(state, encoded, pa) {
      const [mean, logScale] = tf.split(posteriorBlock([state, encoded], pa), 2, 3);
      return gaussian(mean!, logScale!);
    },
    merge(state, z, features, pa) {
      const mixed = state.add(features).add(project(z)).add(given(pa)) as tf.Tensor4D;
      return (shortcut ? shortcut(mixed) : mixed).add(refine([mixed])) as tf.Tensor4D;
    },
    carry: (z, features) => (carried ? (carried.z(z).add(carried.features(features)) as tf.Tensor4D) : null),
  };
}
