import * as tf from '@tensorflow/tfjs';
import type { Balancer, Batch, MethodContext } from '../../contracts/index.ts';
import { detach, flatten } from '../../tensor/index.ts';
import { batchAccuracy } from '../losses.ts';
import type { Network } from '../network.ts';
import type { MiTerm } from './mi-term.ts';
import type { MimmxSettings } from './options.ts';

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
  settings: MimmxSettings,
  context: MethodContext,
): (encoded: tf.Tensor2D, batch: Batch, weights?: tf.Tensor1D) => Descent {
  const others = [...network.headVariables, ...mi.encoderVariables];
  const factors = network.slices.widths.length;
  const share = (i: number) =>
    i === 0
      ? 1 / (1 + settings.confounderLoss)
      : settings.confounderLoss / (factors - 1) / (1 + settings.confounderLoss);

  return (encoded, batch, weights) => {
    const leaf = detach(encoded);
    const log: Record<string, tf.Scalar> = {};
    const factorTerm = (i: number) => {
      const { loss, logits } = network.loss(leaf, batch, i);
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
    const norms =
      settings.normsAt === 'features'
        ? tf.sqrt(tf.sum(tf.square(flat), 1))
        : tf.stack(gradients.map((gradient) => parameterNorm(network, encoded, gradient)));
    const input = {
      losses: tf.stack(terms.map(({ value }) => value)) as tf.Tensor1D,
      norms: norms as tf.Tensor1D,
      gradients: flat,
    };
    const ramp = tf.tensor1d([...tasks.map(() => 1), settings.lambda]);
    const scale = tf.mul(balancer.scale(input), ramp) as tf.Tensor1D;
    const last = tasks.length;
    log['scale.mi'] = tf.keep(scale.slice([last], [1]).asScalar());
    log['loss.mi'] = tf.keep(detach(terms[last]!.value));

    const combined = balancer.combine
      ? balancer.combine(input, scale)
      : (tf.matMul(scale.expandDims(0) as tf.Tensor2D, flat).squeeze([0]) as tf.Tensor1D);
    return {
      features: combined.reshape(leaf.shape) as tf.Tensor2D,
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
