import type { Balancer, Batch, MethodContext } from '../../contracts/index.ts';
import { detach, flatten } from '../../tensor/index.ts';
import * as tf from '../../tf/index.ts';
import { batchAccuracy } from '../losses.ts';
import type { Network } from '../network.ts';
import type { RateTerm } from './channel-rate.ts';
import type { MiTerm } from './mi-term.ts';
import type { Mixed } from './mixture.ts';
import type { MimmxSettings } from './settings.ts';
import type { TermWeight } from './weight.ts';

/** What is known of a batch besides its labels. */
export interface BatchFacts {
  /** Importance of each row. */
  readonly weights?: tf.Tensor1D | undefined;
  /** The MI term on this batch before the estimators learned from it, a number. */
  readonly value?: tf.Scalar | null;
  /** The labels of rows that were mixed. */
  readonly mixed?: Mixed | null;
}

/** Gradients of the scaled objective with respect to the encoder's output and the other descending variables. */
export interface Descent {
  /** d objective / d encoder output, [batch, slices]. */
  readonly features: tf.Tensor2D;
  /** In the order of `others`. */
  readonly others: readonly (tf.Tensor | null)[];
  readonly log: Record<string, tf.Scalar>;
}

/** `[task, mi]` or `[y, z1 … zN, mi]`, as the balancer wants them. */
export const termNames = (context: MethodContext, granularity: Balancer['granularity']): readonly string[] =>
  granularity === 'grouped'
    ? ['task', 'mi']
    : [context.task.y.name, ...context.task.z.map((factor) => factor.name), 'mi'];

/** Value and gradients of a scalar with respect to tensors and variables; null where they do not reach it. */
function differentiate(
  f: () => tf.Scalar,
  at: readonly tf.Tensor[],
): { value: tf.Scalar; grads: (tf.Tensor | null)[] } {
  const { value, grads } = tf.engine().gradients(f, [...at], undefined, true);
  return { value: value as tf.Scalar, grads: at.map((_, i) => grads[i] ?? null) };
}

/**
 * The encoder player's objective, L = (CE_y + c·mean CE_zi) / (1 + c) + λ·scale·MI, differentiated at the encoder's
 * output. Every term acts through the features alone, so the encoder needs one backward pass whatever the number of
 * terms; gradient norms there are the "representation gradients" of the loss-balancing literature.
 */
export function createObjective(
  network: Network,
  mi: MiTerm,
  balancer: Balancer,
  weight: TermWeight,
  rate: RateTerm | null,
  settings: MimmxSettings,
  context: MethodContext,
): (encoded: tf.Tensor2D, batch: Batch, about?: BatchFacts) => Descent {
  const others = [...network.headVariables, ...mi.encoderVariables];
  const factors = network.slices.widths.length;
  const mixedLoss = (leaf: tf.Tensor2D, { batch, partner, share: own }: Mixed, i: number) => {
    const first = network.loss(leaf, batch, i);
    const second = network.loss(leaf, partner, i);
    return {
      loss: tf.add(tf.mul(first.loss, own), tf.mul(second.loss, tf.sub(1, own))) as tf.Scalar,
      logits: first.logits,
    };
  };
  const share = (i: number) =>
    i === 0
      ? 1 / (1 + settings.confounderLoss)
      : settings.confounderLoss / (factors - 1) / (1 + settings.confounderLoss);

  const scaledByY = settings.scaledBy === 'y' && balancer.granularity === 'grouped';
  /** Norm of the gradient of y's loss alone, [1]: the confounders' losses pull at slices of their own. */
  const primaryNorm = (leaf: tf.Tensor2D, encoded: tf.Tensor2D, batch: Batch) => {
    const loss = () => tf.mul(network.loss(leaf, batch, 0).loss, share(0)) as tf.Scalar;
    const gradient = differentiate(loss, [leaf]).grads[0]!;
    const norm =
      settings.normsAt === 'features'
        ? tf.sqrt(tf.sum(tf.square(gradient)))
        : parameterNorm(network, encoded, gradient);
    return norm.reshape([1]);
  };

  return (encoded, batch, { weights, value: measured = null, mixed } = {}) => {
    const leaf = detach(encoded);
    const log: Record<string, tf.Scalar> = {};
    const factorTerm = (i: number) => {
      const { loss, logits } = i > 0 && mixed ? mixedLoss(leaf, mixed, i) : network.loss(leaf, batch, i);
      log[`loss.${i === 0 ? context.task.y.name : context.task.z[i - 1]!.name}`] = tf.keep(detach(loss));
      if (i === 0) log.accuracy = tf.keep(batchAccuracy(logits, batch.y));
      return tf.mul(loss, share(i)) as tf.Scalar;
    };
    const miTerm = () => {
      const slices = network.slices.widths.map((_, i) => network.features(leaf, i, true));
      const value = mi.value(slices, batch, weights);
      for (const [name, scalar] of Object.entries(value.log)) log[name] = tf.keep(detach(scalar));
      return value.mi;
    };
    const all = Array.from({ length: factors }, (_, i) => i);
    const tasks =
      balancer.granularity === 'grouped'
        ? [() => tf.addN(all.map(factorTerm)) as tf.Scalar]
        : all.map((i) => () => factorTerm(i));
    const terms = [...tasks, miTerm].map((term) => differentiate(term, [leaf, ...others]));

    const gradients = terms.map(({ grads }) => grads[0] ?? tf.zerosLike(leaf));
    const flat = tf.stack(gradients.map((gradient) => gradient.flatten())) as tf.Tensor2D;
    const everyNorm =
      settings.normsAt === 'features'
        ? tf.sqrt(tf.sum(tf.square(flat), 1))
        : tf.stack(gradients.map((gradient) => parameterNorm(network, encoded, gradient)));
    const norms = scaledByY
      ? tf.concat([primaryNorm(leaf, encoded, batch), tf.slice(everyNorm, 1)])
      : everyNorm;
    const input = {
      losses: tf.stack(terms.map(({ value }) => value)) as tf.Tensor1D,
      norms: norms as tf.Tensor1D,
      gradients: flat,
    };
    const held = weight.weigh(measured);
    for (const [name, scalar] of Object.entries(held.log)) log[name] = tf.keep(scalar.clone());
    const ramp = tf.concat1d([tf.ones([tasks.length]), held.weight.reshape([1])]);
    const scale = tf.mul(balancer.scale(input), ramp) as tf.Tensor1D;
    const last = tasks.length;
    log['scale.mi'] = tf.keep(scale.slice([last], [1]).asScalar());
    log['loss.mi'] = tf.keep(detach(terms[last]!.value));

    const combined = balancer.combine
      ? balancer.combine(input, scale)
      : (tf.matMul(scale.expandDims(0) as tf.Tensor2D, flat).squeeze([0]) as tf.Tensor1D);
    const rated =
      rate &&
      differentiate(() => {
        const { value, log: own } = rate.value(leaf);
        for (const [name, scalar] of Object.entries(own)) log[name] = tf.keep(detach(scalar));
        return value;
      }, [leaf]).grads[0]!;
    const features = combined.reshape(leaf.shape) as tf.Tensor2D;
    return {
      features: rated ? (tf.add(features, rated) as tf.Tensor2D) : features,
      others: others.map((_, v) => {
        const parts = terms.flatMap(({ grads }, t) => {
          const gradient = grads[v + 1];
          return gradient ? [tf.mul(gradient, scale.slice([t], [1]))] : [];
        });
        return parts.length === 0 ? null : tf.addN(parts);
      }),
      log,
    };
  };
}

/** Norm of a term's gradient on the encoder's parameters, from its gradient on the features. */
function parameterNorm(network: Network, encoded: tf.Tensor2D, gradient: tf.Tensor): tf.Scalar {
  const { grads } = differentiate(
    () => tf.sum(tf.mul(encoded, gradient)) as tf.Scalar,
    network.encoderVariables,
  );
  const present = grads.filter((grad): grad is tf.Tensor => grad !== null);
  return tf.sqrt(tf.sum(tf.square(flatten(present)))) as tf.Scalar;
}
