import { MimmxError } from '@mimmx/core';
import { auroc, sampleOf } from '@mimmx/evaluation';
import { type Predictions, probabilitiesOf } from '../predictors/predictor.ts';
import type { Attribute, Attributes } from '../scm/attributes.ts';

/** How well a predictor reads one attribute off images. */
export type Effectiveness =
  | { readonly kind: 'categorical'; readonly auc: number; readonly accuracy: number }
  | { readonly kind: 'continuous'; readonly meanAbsoluteError: number };

/**
 * Effectiveness of each attribute (Monteiro et al., ICLR 2023): AUC and accuracy of classes, mean absolute error of
 * numbers in their unit. Its ideal is what the same predictor reaches on real images.
 *
 * @param unscale a continuous output on −1 to 1 in the attribute's unit
 */
export function effectiveness(
  attributes: readonly Attribute[],
  outputs: Predictions,
  truth: Attributes,
  unscale: (name: string, value: number) => number,
): Readonly<Record<string, Effectiveness>> {
  return Object.fromEntries(
    attributes.map((attribute) => {
      const { name } = attribute;
      const values = truth[name]!;
      if (attribute.kind === 'continuous') {
        const error = outputs[name]!.reduce(
          (sum, output, row) => sum + Math.abs(unscale(name, output) - values[row]!),
          0,
        );
        return [name, { kind: 'continuous', meanAbsoluteError: error / values.length }] as const;
      }
      const classes = attribute.labels.length;
      const probabilities = probabilitiesOf(outputs[name]!, classes);
      let right = 0;
      for (let row = 0; row < values.length; row++) {
        let best = 0;
        for (let k = 1; k < classes; k++)
          if (probabilities[row * classes + k]! > probabilities[row * classes + best]!) best = k;
        if (best === values[row]) right++;
      }
      const auc = auroc.of(sampleOf(Int32Array.from(values), probabilities));
      return [name, { kind: 'categorical', auc, accuracy: right / values.length }] as const;
    }),
  );
}

/** Below this AUC a predictor says less than nothing of a class. */
const CHANCE = 0.5;

/** Refuses a predictor that is worse than chance on real images. @throws E_PREDICTOR naming the attribute */
export function requireBetterThanChance(name: string, found: Readonly<Record<string, Effectiveness>>): void {
  for (const [attribute, one] of Object.entries(found)) {
    if (one.kind === 'continuous' || one.auc > CHANCE) continue;
    throw new MimmxError(
      'E_PREDICTOR',
      `Predictor "${name}" has an AUC of ${one.auc.toFixed(3)} for "${attribute}" on real images, no better than chance. Train it longer, or leave the attribute out.`,
    );
  }
}
