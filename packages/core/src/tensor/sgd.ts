import { MimmxError } from '../errors.ts';
import * as tf from '../tf/index.ts';
import type { Optimiser } from './optimiser-form.ts';
import { rateFactor } from './own-rate.ts';
import { createRate, type RateSchedule } from './rate.ts';

export interface SgdSettings {
  readonly variables: readonly tf.Variable[];
  readonly learningRate: number;
  /** Share of the last step's velocity that is kept. */
  readonly momentum?: number;
  /** Looks ahead along the velocity (Sutskever et al., 2013). */
  readonly nesterov?: boolean;
  /** The gradient of ½·l2·‖w‖² is added to the loss's. */
  readonly l2?: number;
  readonly schedule?: RateSchedule;
}

/**
 * Stochastic gradient descent with momentum (Sutskever et al., 2013, equations 1 to 4, in the form whose velocity does
 * not hold the learning rate: v ← momentum·v + g, w ← w − rate·v).
 *
 * @throws E_OPTION if there is nothing to train
 */
export function sgd(settings: SgdSettings): Optimiser {
  const { variables, learningRate, momentum = 0, nesterov = false, l2 = 0, schedule } = settings;
  if (variables.length === 0) {
    throw new MimmxError('E_OPTION', 'sgd: no variables to train. Pass those of the network.');
  }
  const velocities =
    momentum > 0 ? variables.map(({ shape }) => tf.tidy(() => tf.variable(tf.zeros(shape), false))) : [];
  const rate = createRate(learningRate, schedule);

  const update = (gradients: readonly (tf.Tensor | null)[]): void => {
    const lr = rate.now();
    for (const [i, variable] of variables.entries()) {
      const given = gradients[i] ?? tf.zeros(variable.shape);
      const g = l2 > 0 ? given.add(variable.mul(l2)) : given;
      let step = g;
      const velocity = velocities[i];
      if (velocity) {
        const v = velocity.mul(momentum).add(g);
        velocity.assign(v);
        step = nesterov ? g.add(v.mul(momentum)) : v;
      }
      const own = rateFactor(variable, learningRate);
      variable.assign(variable.sub(step.mul(own === 1 ? lr : lr.mul(own))));
    }
    rate.advance();
  };

  return {
    state: [...velocities, ...rate.state],
    apply: (gradients) => tf.tidy(() => update(gradients)),
    minimize(loss) {
      const { value, grads } = tf.variableGrads(loss, [...variables]);
      this.apply(variables.map((variable) => grads[variable.name] ?? null));
      tf.dispose(grads);
      return value;
    },
    reset() {
      tf.tidy(() => {
        for (const zero of this.state) zero.assign(tf.zerosLike(zero));
      });
    },
  };
}
