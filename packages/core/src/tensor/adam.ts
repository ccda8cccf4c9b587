import { MimmxError } from '../errors.ts';
import * as tf from '../tf/index.ts';
import { flatten, sizeOf, unflatten } from './flat.ts';
import type { Optimiser } from './optimiser-form.ts';
import { rateFactor } from './own-rate.ts';
import { createRate, type RateSchedule } from './rate.ts';

export interface AdamSettings {
  readonly variables: readonly tf.Variable[];
  readonly learningRate: number;
  /** Decoupled weight decay (AdamW; Loshchilov & Hutter, 2019). */
  readonly weightDecay?: number;
  /** The gradient of ½·l2·‖w‖² is added to the loss's before the moments are taken. */
  readonly l2?: number;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  /** Upper limit of the gradient's global L2 norm. */
  readonly clipNorm?: number;
  /** Updates over which the learning rate falls to zero along a half cosine: a short form of `schedule`. */
  readonly cosineOver?: number;
  /** How the learning rate changes; constant if absent. */
  readonly schedule?: RateSchedule;
}

export type Adam = Optimiser;

/**
 * Adam (Kingma & Ba, 2015, algorithm 1) with decoupled weight decay. The moments of small variables lie in
 * one vector, so that they cost a few large kernels instead of many small ones; a large one has its own.
 *
 * @throws E_OPTION if there is nothing to train
 */
export function adam(settings: AdamSettings): Adam {
  const {
    variables,
    learningRate,
    weightDecay = 0,
    l2 = 0,
    beta1 = 0.9,
    beta2 = 0.999,
    epsilon = 1e-8,
  } = settings;
  if (variables.length === 0) {
    throw new MimmxError(
      'E_OPTION',
      'adam: no variables to train. Pass those of the network or the estimator.',
    );
  }
  const blocks = blocksOf(variables);
  const [first, second] = [zeros(blocks), zeros(blocks)];
  // Kept as powers rather than as a count: a product per step is exact to resume and needs no pow kernel.
  const power1 = tf.tidy(() => tf.variable(tf.scalar(1), false));
  const power2 = tf.tidy(() => tf.variable(tf.scalar(1), false));
  const rate = createRate(
    learningRate,
    settings.cosineOver ? { kind: 'cosine', over: settings.cosineOver } : settings.schedule,
  );

  const clipped = (gradients: readonly tf.Tensor[]): readonly tf.Tensor[] => {
    if (settings.clipNorm === undefined) return gradients;
    const square = tf.addN(gradients.map((g) => tf.sum(tf.square(g))));
    const factor = tf.minimum(tf.scalar(1), tf.scalar(settings.clipNorm).div(tf.sqrt(square.add(1e-12))));
    return gradients.map((g) => g.mul(factor));
  };

  const update = (gradients: readonly tf.Tensor[]): void => {
    const p1 = power1.mul(beta1);
    const p2 = power2.mul(beta2);
    const lr = rate.now();
    // The moments are kept as plain sums, β·s + g: the factors 1 − β of their means go into these two numbers.
    const spread = tf.sqrt(tf.sub(1, p2).div(1 - beta2));
    const length = lr
      .mul(spread)
      .mul(1 - beta1)
      .div(tf.sub(1, p1));
    const room = spread.mul(epsilon);
    const kept = tf.sub(1, lr.mul(weightDecay));
    for (const [i, g] of clipped(gradients).entries()) {
      const m = first[i]!.mul(beta1).add(g);
      const v = second[i]!.mul(beta2).add(tf.square(g));
      const step = m.div(tf.sqrt(v).add(room)).mul(length);
      const block = blocks[i]!;
      const steps = unflatten(
        step as tf.Tensor1D,
        block.map(({ shape }) => shape),
      );
      for (const [k, variable] of block.entries()) {
        const own = rateFactor(variable, learningRate);
        const keeps = own === 1 ? kept : tf.sub(1, lr.mul(weightDecay * own));
        const old = weightDecay > 0 ? variable.mul(keeps) : variable;
        variable.assign(old.sub(own === 1 ? steps[k]! : steps[k]!.mul(own)));
      }
      first[i]!.assign(m as tf.Tensor1D);
      second[i]!.assign(v as tf.Tensor1D);
    }
    power1.assign(p1 as tf.Scalar);
    power2.assign(p2 as tf.Scalar);
    rate.advance();
  };

  return {
    state: [...first, ...second, power1, power2, ...rate.state],
    apply(gradients) {
      const of = new Map(variables.map((variable, i) => [variable, gradients[i]]));
      tf.tidy(() =>
        update(
          blocks.map((block) =>
            flatten(
              block.map((variable) => {
                const gradient = of.get(variable) ?? tf.zeros(variable.shape);
                return l2 > 0 ? gradient.add(variable.mul(l2)) : gradient;
              }),
            ),
          ),
        ),
      );
    },
    minimize(loss) {
      const { value, grads } = tf.variableGrads(loss, [...variables]);
      this.apply(variables.map((variable) => grads[variable.name] ?? null));
      tf.dispose(grads);
      return value;
    },
    reset() {
      tf.tidy(() => {
        for (const zero of [...first, ...second, ...rate.state]) zero.assign(tf.zerosLike(zero));
        for (const one of [power1, power2]) one.assign(tf.scalar(1));
      });
    },
  };
}

/** From this many values on, putting a variable in line with others costs more than kernels of its own. */
const LARGE = 1 << 16;

/** The variables that share a vector of moments. */
const blocksOf = (variables: readonly tf.Variable[]): (readonly tf.Variable[])[] => {
  const isLarge = (variable: tf.Variable) => sizeOf(variable.shape) >= LARGE;
  const small = variables.filter((variable) => !isLarge(variable));
  return [...(small.length > 0 ? [small] : []), ...variables.filter(isLarge).map((one) => [one])];
};

/** One vector of zeros for each block. */
const zeros = (blocks: readonly (readonly tf.Variable[])[]): tf.Variable[] =>
  blocks.map((block) => {
    const size = block.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    return tf.tidy(() => tf.variable(tf.zeros([size]), false));
  });
