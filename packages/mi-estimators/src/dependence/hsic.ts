import { type InputOf, option, space } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import type { Importance } from '../pairs/index.ts';
import { defineClosedForm, probabilities } from './closed-form.ts';
import { offDiagonal, squaredDistances } from './distances.ts';

const bandwidth = (side: string) =>
  option(z.union([z.number().positive(), z.literal('mean')]), {
    default: 1,
    description: `σ of the Gaussian kernel exp(−d² / 2σ²) of ${side}; "mean" takes σ² as the batch’s mean squared distance.`,
    space: space.choice('mean', 0.5, 1, 2),
  });

const kernel = (x: tf.Tensor2D, sigma: number | 'mean'): tf.Tensor2D => {
  const squares = squaredDistances(x);
  const scale = sigma === 'mean' ? tf.add(tf.mean(squares), 1e-12) : sigma * sigma;
  return tf.exp(tf.neg(tf.div(squares, tf.mul(scale, 2)))) as tf.Tensor2D;
};

/** tr(KHLH) / (m − 1)² for equal weights: all index tuples, with the correction of the diagonal's share. */
function biased(k: tf.Tensor2D, l: tf.Tensor2D, p: tf.Tensor1D): tf.Tensor {
  const meansK = tf.dot(k, p);
  const meansL = tf.dot(l, p);
  const pair = tf.sum(tf.mul(tf.mul(k, l), tf.outerProduct(p, p)));
  const apart = tf.mul(tf.sum(tf.mul(meansK, p)), tf.sum(tf.mul(meansL, p)));
  const shared = tf.sum(tf.mul(tf.mul(meansK, meansL), p));
  const value = tf.sub(tf.add(pair, apart), tf.mul(shared, 2));
  return tf.div(value, tf.square(tf.sub(1, tf.sum(tf.square(p)))));
}

/**
 * The U-statistic: only tuples of distinct rows, each with the product of its weights. Sums over distinct rows come from
 * sums over all by inclusion and exclusion; for equal weights it is Song et al.'s (JMLR 2012) eq. 5.
 */
function unbiased(kernelX: tf.Tensor2D, kernelY: tf.Tensor2D, p: tf.Tensor1D): tf.Tensor {
  const off = offDiagonal(p.shape[0]);
  const k = tf.mul(kernelX, off) as tf.Tensor2D;
  const l = tf.mul(kernelY, off) as tf.Tensor2D;
  const square = tf.square(p);
  const sumsK = tf.dot(k, p);
  const sumsL = tf.dot(l, p);
  const products = tf.mul(k, l);
  const overlap = tf.mul(sumsK, sumsL);
  const both = tf.sum(tf.mul(products, tf.outerProduct(p, p)));
  const squared = tf.sum(tf.mul(products, tf.outerProduct(square, square)));
  const mixed = tf.sum(tf.mul(products, tf.outerProduct(p, square)));
  const three = tf.sub(tf.sum(tf.mul(overlap, p)), mixed);
  const all = tf.mul(tf.sum(tf.mul(sumsK, p)), tf.sum(tf.mul(sumsL, p)));
  const four = tf.add(tf.sub(all, tf.mul(tf.sum(tf.mul(overlap, square)), 4)), tf.mul(squared, 2));
  const power = (n: number) => tf.sum(tf.pow(p, n));
  const [p2, p3, p4] = [power(2), power(3), power(4)] as const;
  const pairs = tf.sub(1, p2);
  const triples = tf.add(tf.sub(1, tf.mul(p2, 3)), tf.mul(p3, 2));
  const quadruples = tf.sub(
    tf.add(tf.add(tf.sub(1, tf.mul(p2, 6)), tf.mul(p3, 8)), tf.mul(tf.square(p2), 3)),
    tf.mul(p4, 6),
  );
  return tf.sub(tf.add(tf.div(both, pairs), tf.div(four, quadruples)), tf.mul(tf.div(three, triples), 2));
}

/**
 * Hilbert–Schmidt independence criterion with Gaussian kernels (Gretton et al., ALT 2005; unbiased: Song et al., JMLR
 * 2012, eq. 5). 0 in expectation (unbiased) or O(1/batch) (biased) for independent variables.
 * x, y: [batch, d], or classes [batch] as one-hot codes. Needs four rows.
 */
export const hsic = defineClosedForm({
  name: 'hsic',
  summary: 'Hilbert–Schmidt independence criterion, biased or unbiased.',
  source: 'Gretton et al., ALT 2005; Song et al., JMLR 2012',
  accepts: { x: ['continuous', 'discrete'], y: ['continuous', 'discrete'] },
  options: {
    variant: option(z.enum(['biased', 'unbiased']), {
      default: 'unbiased',
      description: 'Which of the two estimates.',
      space: space.choice('biased', 'unbiased'),
    }),
    sigmaX: bandwidth('x'),
    sigmaY: bandwidth('y'),
  },
  measure(x, y, { variant, sigmaX, sigmaY }, importance: Importance) {
    const p = probabilities(importance, x.shape[0]);
    const value = variant === 'biased' ? biased : unbiased;
    return value(kernel(x, sigmaX), kernel(y, sigmaY), p);
  },
});

export type HsicOptions = InputOf<typeof hsic>;
