import { defineBalancer, options, type Random, uniformTensor } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { z } from 'zod';
import { createWarmup, warmupOption } from './warmup.ts';

const schema = options({ warmup: warmupOption });

const SMALLEST = 1e-20;

/**
 * Gradient surgery: from each term's gradient the parts that oppose other terms are projected out,
 *
 *     for each i: v = gᵢ; for j ≠ i in random order: if v·gⱼ < 0: v ← v − (v·gⱼ / ‖gⱼ‖²) gⱼ;  result Σᵢ vᵢ,
 *
 * always against the original gⱼ. The g are scaled first. Every v stays in the span of the g, so only its T coefficients
 * are kept and all products come from the T × T matrix of gᵢ·gⱼ: the cost is one product of the gradients with
 * themselves, however many terms.
 *
 * Source: published (Yu et al., NeurIPS 2020, algorithm 1). Ours: the coefficients.
 */
export const pcgrad = defineBalancer({
  name: 'pcgrad',
  summary: 'Projects conflicting parts out of the gradients of the terms (PCGrad).',
  source: 'Yu et al., NeurIPS 2020, algorithm 1',
  caution:
    "mimm-x did not learn y with it (55 % of a balanced test where it has 89 without the term): it does not hold the term's gradient to the task's. Take gradient-ratio.",
  granularity: 'each',
  options: schema,
  create({ terms, random }, settings) {
    const warmup = createWarmup(terms.length, settings.warmup);
    return {
      granularity: 'each',
      state: warmup.state,
      scale: () => warmup.apply(tf.ones([terms.length])),
      combine({ gradients }, scale) {
        const scaled = tf.mul(gradients, scale.expandDims(1)) as tf.Tensor2D;
        const coefficients = project(tf.matMul(scaled, scaled, false, true), random);
        return tf.matMul(tf.sum(coefficients, 0, true) as tf.Tensor2D, scaled).reshape([gradients.shape[1]]);
      },
    };
  },
});

/** Coefficients of every vᵢ in the gradients, [terms, terms], from their products gᵢ·gⱼ. */
function project(products: tf.Tensor2D, random: Random): tf.Tensor2D {
  const count = products.shape[0];
  const identity = tf.eye(count);
  const squares = tf.sum(tf.mul(products, identity), 0, true) as tf.Tensor2D;
  const places = randomPlaces(count, random);
  let v: tf.Tensor2D = identity;
  for (let turn = 0; turn < count; turn++) {
    // Row i has its 1 at the j whose turn it is for i.
    const chosen = tf.cast(tf.equal(places, turn), 'float32');
    const other = tf.sub(1, tf.sum(tf.mul(chosen, identity), 1, true));
    const product = tf.sum(tf.mul(v, tf.matMul(chosen, products)), 1, true);
    const square = tf.sum(tf.mul(chosen, squares), 1, true);
    const conflict = tf.minimum(tf.mul(product, other), 0);
    v = tf.sub(v, tf.mul(tf.div(conflict, tf.maximum(square, SMALLEST)), chosen)) as tf.Tensor2D;
  }
  return v;
}

/** A random order for each row, [n, n]: entry (i, j) says when j has its turn. Fresh at each call of a compiled step. */
function randomPlaces(n: number, random: Random): tf.Tensor2D {
  const keys = uniformTensor(random, [n, n]);
  const mine = keys.expandDims(2);
  const others = keys.expandDims(1);
  // Of two equal keys the earlier column goes first, so that every row is a permutation.
  const earlier = tf.tensor2d(
    Array.from({ length: n }, (_, j) => Array.from({ length: n }, (_, k) => (k < j ? 1 : 0))),
  );
  const below = tf.cast(tf.less(others, mine), 'float32');
  const tied = tf.mul(tf.cast(tf.equal(others, mine), 'float32'), earlier.expandDims(0));
  return tf.sum(tf.add(below, tied), 2) as tf.Tensor2D;
}

export type PcgradOptions = z.input<typeof schema>;
