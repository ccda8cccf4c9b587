import type { CategoricalFactor, Random } from '@mimmx/core';
import type { MetricLine } from '@mimmx/experiment';
import { characterOf, STRENGTH } from './characters.ts';

/** Training curves that fall as such curves do, and looks at the test sets now and then. */
export function curves(
  method: string,
  seed: number,
  z: readonly CategoricalFactor[],
  updates: number,
  random: Random,
  bare: boolean,
): MetricLine[] {
  const lines: MetricLine[] = [];
  for (let step = 20; step <= updates; step += 20) {
    const t = step / updates;
    const noise = () => 0.03 * random.normal();
    const values: Record<string, number> = { 'loss.digit': 0.7 * Math.exp(-4 * t) + 0.12 + noise() };
    if (method !== 'erm')
      for (const factor of z)
        values[`loss.${factor.name}`] = Math.max(0.001, 0.6 * Math.exp(-7 * t) + noise());
    if (method === 'mimm-x') {
      const raw = z.map((_, i) => Math.exp(1.2 * Math.exp(-5 * t) * (i % 3) + 0.3 * noise()));
      const sum = raw.reduce((a, b) => a + b, 0);
      for (const [i, factor] of z.entries()) {
        values[`mi.${factor.name}`] = Math.max(-0.02, 0.5 * Math.exp(-6 * t) + 0.02 + noise() / 3);
        values[`weight.${factor.name}`] = raw[i]! / sum;
      }
      values['loss.mi'] = 0.5 * Math.exp(-6 * t);
      values['loss.estimator'] = -0.5 * Math.exp(-6 * t) + noise();
      values['weights.effective'] = 0.8;
      values['scale.mi'] = Math.exp(-1.5 * t + noise());
    }
    lines.push({ method, seed, step, kind: 'train', values });
    if (!bare && step % 400 === 0) {
      const character = characterOf(method);
      const watch: Record<string, number> = {};
      for (const key of ['inDistribution', 'inverted', 'balanced'])
        watch[`accuracy.${key}`] = Math.min(
          0.99,
          character.skill + (STRENGTH[key]! - 0.5) * character.shortcut + 0.01 * random.normal(),
        );
      for (const factor of z)
        watch[`probe.${factor.name}`] = Math.min(
          0.99,
          0.5 + 0.48 * (1 - Math.exp(-character.separation - 2 * Math.exp(-6 * t))),
        );
      lines.push({ method, seed, step, kind: 'watch', values: watch });
    }
  }
  return lines;
}
