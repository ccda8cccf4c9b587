import {
  createNetwork,
  defineMethod,
  detach,
  option,
  type Random,
  shapedNetwork,
  shapeOf,
  space,
  supervised,
  uniformTensor,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { cosines } from '../debiasing/pairs.ts';
import { membership } from '../environments.ts';
import { networkSchema } from '../network.ts';
import { holding } from '../phases.ts';
import { classesOf } from '../refusals.ts';
import { type Mixing, mixedImages } from './partners.ts';

const schema = networkSchema.extend({
  withinClass: option(z.number().min(0).max(1), {
    default: 0.5,
    description: 'The rest is mixed between classes.',
    space: space.uniform(0, 1),
  }),
  temperature: option(z.number().positive(), {
    default: 0.2,
    description: 'τ of the auxiliary network’s contrast.',
    space: space.choice(0.1, 0.2, 0.5),
  }),
  q: option(z.number().gt(0).max(1), {
    default: 0.7,
    description: 'How much the auxiliary network trusts what it already gets right, as in LfF.',
    space: space.uniform(0.05, 0.95),
  }),
  plain: option(z.number().nonnegative(), {
    default: 0,
    description: 'Weight of the loss of the images as they are.',
    space: space.choice(0, 1),
  }),
});

/**
 * Generalised supervised contrast: SupCon (Khosla et al., 2020) with each positive's log-probability weighted by q·p^q, p its
 * probability, so that a network goes on with what it finds easy.
 *
 * @param gram cosines of the rows, [batch, batch]
 */
export function easyContrast(
  gram: tf.Tensor2D,
  sameClass: tf.Tensor2D,
  temperature: number,
  q: number,
): tf.Scalar {
  const apart = tf.sub(1, tf.eye(gram.shape[0]));
  // Cosines over τ are at most 1/τ: taken off, no exponential is large.
  const scores = tf.div(tf.sub(gram, 1), temperature);
  const among = tf.sum(tf.mul(tf.exp(scores), apart), 1, true);
  const logs = tf.sub(scores, tf.log(tf.add(among, 1e-9)));
  const trust = detach(tf.mul(tf.exp(tf.mul(logs, q)), q));
  const positive = tf.mul(sameClass, apart);
  const counts = tf.maximum(tf.sum(positive, 1), 1);
  return tf.neg(tf.mean(tf.div(tf.sum(tf.mul(tf.mul(trust, logs), positive), 1), counts))) as tf.Scalar;
}

/**
 * Partners that contradict the shortcut: of a row's class and as unlike it as there are in the eyes of the auxiliary network,
 * or of other classes and as like it. A row without one keeps itself.
 *
 * @param within 1 where the batch is mixed within classes, 0 between them
 */
export function contradicting(gram: tf.Tensor2D, sameClass: tf.Tensor2D, within: tf.Tensor): tf.Tensor1D {
  const itself = tf.eye(gram.shape[0]);
  const fits = tf.add(
    tf.mul(tf.sub(sameClass, itself), within),
    tf.mul(tf.sub(1, sameClass), tf.sub(1, within)),
  );
  // The least alike of one class, the most alike of others; cosines lie in −1 … 1, so what does not fit comes last.
  const keys = tf.mul(gram, tf.sub(1, tf.mul(within, 2)));
  return tf.argMax(tf.add(tf.mul(fits, tf.add(keys, 3)), itself), 1) as tf.Tensor1D;
}

/** A share in 0 … ½ of each row itself: the partner, whose label counts, is what is mostly seen. */
const halfShares = (random: Random, rows: number): tf.Tensor1D =>
  tf.mul(uniformTensor(random, [rows]), 0.5) as tf.Tensor1D;

/**
 * SelecMix (Hwang et al., NeurIPS 2022, algorithm 1): images are mixed with partners that contradict the shortcut, which an
 * auxiliary network's features stand for; the mixture has the label of the partner, which makes up at least half of it. No
 * confounder is told.
 */
export const selecmix = defineMethod({
  name: 'selecmix',
  summary: 'Mixes images with others that contradict what a network of easy cues sees.',
  source: 'Hwang et al., NeurIPS 2022, algorithm 1',
  needs: { train: ['y'] },
  options: schema,
  create(context, options) {
    const { task, random, parts } = context;
    const { classes } = classesOf(task, 'selecmix');
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const easy = createNetwork({
      task,
      encoder: (width) => parts.encoder(width),
      primaryWidth: Math.max(shape.primaryWidth, 2),
      confounderWidths: [],
      standardise: shape.standardise,
      microBatch: context.optimiser.microBatch,
      random,
    });
    const method = supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      objective({ batch, encode, losses, log }) {
        const rows = batch.y.shape[0];
        const member = membership(batch.y, classes);
        const sameClass = tf.matMul(member, member, false, true) as tf.Tensor2D;
        const gram = cosines(easy.encode(batch.x, true));
        const contrast = easyContrast(gram, sameClass, options.temperature, options.q);
        const within = tf.cast(tf.less(uniformTensor(random, [1, 1]), options.withinClass), 'float32');
        const mixing: Mixing = {
          partners: contradicting(detach(gram) as tf.Tensor2D, sameClass, within),
          kept: halfShares(random, rows),
        };
        const { logits } = losses(encode(mixedImages(batch, mixing)), 0);
        const labels = tf.gather(member, mixing.partners);
        const mixed = tf.neg(tf.mean(tf.sum(tf.mul(labels, tf.logSoftmax(logits)), 1))) as tf.Scalar;
        log('loss.contrast', contrast);
        log('loss.mixed', mixed);
        const plain =
          options.plain > 0 ? [tf.mul(tf.mean(losses(encode(), 0).losses), options.plain) as tf.Scalar] : [];
        return tf.addN([mixed, contrast, ...plain]) as tf.Scalar;
      },
      variables: { easyEncoder: easy.encoderVariables },
      state: { easyAverages: easy.state, easyHeads: easy.headVariables },
      settings: { ...shape, withinClass: options.withinClass, q: options.q, plain: options.plain },
    });
    return holding(method, easy);
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    selecmix: z.input<typeof schema>;
  }
}
