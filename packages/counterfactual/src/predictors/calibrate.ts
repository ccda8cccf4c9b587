import type { Backend } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { ImageTable } from '../image-model/images.ts';
import { logSumExp } from '../scm/gumbel.ts';
import { type Predictor, predictAll } from './predictor.ts';

/**
 * Sets the temperature of every categorical attribute so that its cross-entropy on a held-out table is least (Guo et
 * al., ICML 2017). Soft targets of a predictor that is too sure would be nearly hard.
 *
 * @returns the temperature by attribute
 */
export async function calibrate(
  predictor: Predictor,
  table: ImageTable,
  backend: Pick<Backend, 'compile'>,
): Promise<Readonly<Record<string, number>>> {
  const predicted = await predictAll(predictor, table, backend);
  const found: Record<string, number> = {};
  for (const attribute of predictor.attributes) {
    const variable = predictor.variables[`temperature.${attribute.name}`];
    if (attribute.kind !== 'categorical' || !variable) continue;
    const before = (await variable.data())[0]!;
    const factor = bestTemperature(
      predicted[attribute.name]!,
      table.attributes[attribute.name]!,
      attribute.labels.length,
    );
    found[attribute.name] = before * factor;
    tf.tidy(() => variable.assign(tf.scalar(before * factor)));
  }
  return found;
}

/** By golden section on ln T in ±3; the cross-entropy is convex in 1/T. */
export function bestTemperature(logits: Float64Array, truth: Float64Array, classes: number): number {
  const loss = (logT: number): number => {
    const scaled = logits.map((logit) => logit * Math.exp(-logT));
    let sum = 0;
    for (let row = 0; row < truth.length; row++) {
      if (Number.isNaN(truth[row]!)) continue;
      sum += logSumExp(scaled, row * classes, classes) - scaled[row * classes + truth[row]!]!;
    }
    return sum;
  };
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [-3, 3];
  for (let i = 0; i < 30; i++) {
    const [a, b] = [high - golden * (high - low), low + golden * (high - low)];
    if (loss(a) < loss(b)) high = b;
    else low = a;
  }
  return Math.exp((low + high) / 2);
}
