/**
 * Whether training had come to rest when its updates were used up: the best held-out score rose by no more than 0.01 nats
 * (1 % of it above 1) over the last quarter of the looks. Under a learning rate that falls to 0 scores creep up to the
 * end, so that a count of looks without any improvement would call hardly any run converged.
 *
 * @param best the best score so far at each look
 */
export function settled(best: readonly number[]): boolean {
  const quarter = Math.ceil(best.length / 4);
  if (best.length <= quarter) return false;
  const last = best.at(-1)!;
  return last - best[best.length - 1 - quarter]! <= 0.01 * Math.max(1, Math.abs(last));
}
