import type { Metrics } from '@mimmx/core';

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const short = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(3));

/**
 * The loss of y (the first `loss.<factor>` of a method, less those of its helpers) and the mean MI over the
 * confounders, as far as the method has them, and by how much a bound is missed: `loss 0.412  MI 0.031  0.011 nats above
 * the bound`.
 */
export function numbersOf(metrics: Metrics): string {
  const parts: string[] = [];
  const loss =
    Object.entries(metrics).find(([name]) => /^loss\.(?!estimator$|mi$)/.test(name))?.[1] ?? metrics.loss;
  if (loss !== undefined) parts.push(`loss ${short(loss)}`);
  const mi = Object.entries(metrics).filter(([name]) => name.startsWith('mi.'));
  if (mi.length > 0) parts.push(`MI ${short(mean(mi.map(([, value]) => value)))}`);
  const excess = metrics['bound.excess'];
  if (excess !== undefined && excess > 0) parts.push(`${short(excess)} nats above the bound`);
  return parts.join('  ');
}
