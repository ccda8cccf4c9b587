import type { Balancer, BalancerInput } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/** What a balancer sees, from plain numbers; gradients along one axis each unless given. */
export function seen(losses: number[], norms: number[], gradients?: number[][]): BalancerInput {
  const axes = norms.map((norm, i) => norms.map((_, j) => (i === j ? norm : 0)));
  return {
    losses: tf.tensor1d(losses),
    norms: tf.tensor1d(norms),
    gradients: tf.tensor2d(gradients ?? axes),
  };
}

/** One step of a balancer, as numbers. */
export const scaleOf = (balancer: Balancer, input: BalancerInput): number[] =>
  Array.from(tf.tidy(() => balancer.scale(input)).dataSync());

/** Compares element by element. */
export function largestDifference(a: readonly number[], b: readonly number[]): number {
  return Math.max(Math.abs(a.length - b.length), ...a.map((value, i) => Math.abs(value - b[i]!)));
}
