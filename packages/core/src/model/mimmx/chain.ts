import type { Batch, MethodContext } from '../../contracts/index.ts';
import { MimmxError } from '../../errors.ts';
import * as tf from '../../tf/index.ts';
import { createDependence } from './dependence.ts';
import type { MiTerm } from './mi-term.ts';
import type { MimmxSettings } from './settings.ts';
import type { Strata } from './strata.ts';

/**
 * Every slice against all that follow it, 1/N · Σ_{i=0}^{N−1} I(F_i; F_{i+1}, …, F_N) with F_0 = f_y. By the chain
 * rule the sum is the total correlation of f_y, f_z1 … f_zN (Watanabe, 1960): N estimators for what N(N+1)/2 pairs
 * would miss, dependence of more than two at a time. There is nothing for a weighter to weigh. Source: the "efficient" form of the multi-confounder thesis
 * (2024), after its code.
 *
 * @throws E_OPTION where the other options speak of confounders one by one
 */
export function createChainTerm(
  settings: MimmxSettings,
  widths: readonly number[],
  strata: Strata,
  context: MethodContext,
): MiTerm {
  const clash =
    settings.against !== 'features' ? `against "${settings.against}"` : settings.pairs > 0 ? 'pairs' : null;
  if (clash) {
    throw new MimmxError(
      'E_OPTION',
      `mimm-x: form "chain" holds all features that follow against a slice at once, so ${clash} has no meaning. Leave it out, or use form "each".`,
    );
  }
  const names = [context.task.y, ...context.task.z].map((factor) => factor.name);
  const links = names.slice(0, -1).map((name, i) => {
    const later = widths.slice(i + 1).reduce((a, b) => a + b, 0);
    return createDependence(
      `${name}~later`,
      {
        x: (slices) => slices[i]!,
        xForm: { kind: 'continuous', width: widths[i]! },
        y: (slices) => (i + 2 === slices.length ? slices[i + 1]! : tf.concat(slices.slice(i + 1), 1)),
        yForm: { kind: 'continuous', width: later },
      },
      settings,
      strata,
      context,
    );
  });
  return {
    estimatorVariables: links.flatMap((link) => link.variables),
    encoderVariables: [],
    state: links.flatMap((link) => link.state),
    restart(critic) {
      for (const link of links) link.restart(critic);
    },
    estimatorLoss: (slices, batch: Batch, weights) =>
      tf.addN(links.map((link) => link.loss(slices, batch, weights))) as tf.Scalar,
    value(slices, batch, weights) {
      const values = links.map((link) => link.estimate(slices, batch, weights));
      return {
        mi: tf.div(tf.addN(values), values.length) as tf.Scalar,
        log: Object.fromEntries(links.map((link, i) => [`mi.${link.name}`, values[i]!])),
      };
    },
  };
}
