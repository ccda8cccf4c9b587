import type { Random } from '@mimmx/core';

/** A standard Gumbel deviate. */
export const gumbel = (random: Random): number => -Math.log(-Math.log(1 - random.uniform() || 1e-300));

/** ln Σ exp(l) over `count` values from `from`. */
export function logSumExp(values: ArrayLike<number>, from: number, count: number): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < count; k++) highest = Math.max(highest, values[from + k]!);
  let sum = 0;
  for (let k = 0; k < count; k++) sum += Math.exp(values[from + k]! - highest);
  return highest + Math.log(sum);
}

/**
 * Gumbel noise of each class given that `observed` won, drawn from the top down (Maddison et al., 2014, "A* sampling";
 * Oberst & Sontag, 2019): the maximum m is Gumbel at ln Σ exp(l) whoever wins, and the others are Gumbels cut off at m.
 *
 *     e_k = m − l_k,   e_j = −ln(exp(−(G_j + l_j)) + exp(−m)) − l_j
 *
 * Public code of attribute amplification cuts off at G_k − l_k instead, where the maximum is due: its noise is then
 * neither Gumbel nor sure to give the observed class back.
 *
 * @param logits of any offset, `classes` values from `from`
 * @param into receives the noise, from `from` on
 */
export function gumbelPosterior(
  logits: ArrayLike<number>,
  observed: number,
  from: number,
  classes: number,
  random: Random,
  into: Float64Array,
): void {
  const maximum = gumbel(random) + logSumExp(logits, from, classes);
  for (let j = 0; j < classes; j++) {
    const logit = logits[from + j]!;
    const free = gumbel(random) + logit;
    const height = j === observed ? maximum : -Math.log(Math.exp(-free) + Math.exp(-maximum));
    into[from + j] = height - logit;
  }
}
