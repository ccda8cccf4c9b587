import * as tf from '@tensorflow/tfjs';
import type { OptimiserSettings } from '../contracts/index.ts';
import { MimmxError } from '../errors.ts';
import { flatten, sizeOf, unflatten } from '../tensor/flat.ts';

export interface AdamSettings {
  readonly variables: readonly tf.Variable[];
  readonly learningRate: number;
  /** Decoupled weight decay (AdamW; Loshchilov & Hutter, 2019). */
  readonly weightDecay?: number;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  /** Upper limit of the gradient's global L2 norm. */
  readonly clipNorm?: number;
  /** Updates over which the learning rate falls to zero along a half cosine; constant if absent. */
  readonly cosineOver?: number;
}

/** An optimiser whose whole state is in variables, so that it compiles and can be saved to the last bit. */
export interface Adam {
  readonly state: readonly tf.Variable[];
  /** One update from gradients in the order of `variables`; a null gradient counts as zero. */
  apply(gradients: readonly (tf.Tensor | null)[]): void;
  /** One update that lowers the loss. Returns the loss before it. */
  minimize(loss: () => tf.Scalar): tf.Scalar;
  /** Forgets the moments: the next update is as the first. */
  reset(): void;
}

/**
 * Adam (Kingma & Ba, 2015, algorithm 1) with decoupled weight decay. The moments of all variables lie in one vector,
 * so a step of many small variables costs a few large kernels instead of many small ones.
 *
 * @throws E_OPTION if there is nothing to train
 */
export function adam(settings: AdamSettings): Adam {
  const { variables, learningRate, weightDecay = 0, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = settings;
  if (variables.length === 0) {
    throw new MimmxError(
      'E_OPTION',
      'adam: no variables to train. Pass those of the network or the estimator.',
    );
  }
  const shapes = variables.map((variable) => variable.shape);
  const size = shapes.map(sizeOf).reduce((a, b) => a + b, 0);
  const first = tf.tidy(() => tf.variable(tf.zeros([size]), false));
  const second = tf.tidy(() => tf.variable(tf.zeros([size]), false));
  // Kept as powers rather than as a count: a product per step is exact to resume and needs no pow kernel.
  const power1 = tf.tidy(() => tf.variable(tf.scalar(1), false));
  const power2 = tf.tidy(() => tf.variable(tf.scalar(1), false));
  const done = settings.cosineOver ? tf.tidy(() => tf.variable(tf.scalar(0), false)) : null;

  const rate = (): tf.Tensor => {
    if (!done || !settings.cosineOver) return tf.scalar(learningRate);
    const progress = tf.minimum(done.div(settings.cosineOver), 1);
    return tf
      .cos(progress.mul(Math.PI))
      .add(1)
      .mul(learningRate / 2);
  };

  const update = (gradient: tf.Tensor1D): void => {
    let g: tf.Tensor = gradient;
    if (settings.clipNorm !== undefined) {
      const norm = tf.sqrt(tf.sum(tf.square(g)).add(1e-12));
      g = g.mul(tf.minimum(tf.scalar(1), tf.scalar(settings.clipNorm).div(norm)));
    }
    const m = first.mul(beta1).add(g.mul(1 - beta1));
    const v = second.mul(beta2).add(tf.square(g).mul(1 - beta2));
    const p1 = power1.mul(beta1);
    const p2 = power2.mul(beta2);
    const correction = tf.sqrt(tf.sub(1, p2));
    const lr = rate();
    const step = m.mul(lr.mul(correction).div(tf.sub(1, p1))).div(tf.sqrt(v).add(correction.mul(epsilon)));
    const steps = unflatten(step as tf.Tensor1D, shapes);
    for (const [i, variable] of variables.entries()) {
      const kept = weightDecay > 0 ? variable.mul(tf.sub(1, lr.mul(weightDecay))) : variable;
      variable.assign(kept.sub(steps[i]!));
    }
    first.assign(m as tf.Tensor1D);
    second.assign(v as tf.Tensor1D);
    power1.assign(p1 as tf.Scalar);
    power2.assign(p2 as tf.Scalar);
    done?.assign(done.add(1) as tf.Scalar);
  };

  return {
    state: [first, second, power1, power2, ...(done ? [done] : [])],
    apply(gradients) {
      tf.tidy(() => update(flatten(gradients.map((g, i) => g ?? tf.zeros(shapes[i]!)))));
    },
    minimize(loss) {
      const { value, grads } = tf.variableGrads(loss, [...variables]);
      this.apply(variables.map((variable) => grads[variable.name] ?? null));
      tf.dispose(grads);
      return value;
    },
    reset() {
      tf.tidy(() => {
        for (const zero of [first, second, ...(done ? [done] : [])]) zero.assign(tf.zerosLike(zero));
        for (const one of [power1, power2]) one.assign(tf.scalar(1));
      });
    },
  };
}

/** The optimiser that a run gives to every method's encoder and heads. @throws E_OPTION if there is nothing to train */
export const encoderAdam = (
  { learningRate, weightDecay, schedule, updates }: OptimiserSettings,
  variables: readonly tf.Variable[],
): Adam =>
  adam({ variables, learningRate, weightDecay, ...(schedule === 'cosine' && { cosineOver: updates }) });
