import type { Reals } from '../input-checks.ts';
import { logisticScores } from './logistic-regression.ts';
import type { ProbeTarget } from './probe.ts';
import { ridge } from './ridge.ts';
import { type Matrix, standardiseBy } from './standardise.ts';

/**
 * What a fresh linear probe, fitted to some features, says of others: probabilities of the classes at equal class
 * frequencies, row-major [rows, classes], or predicted numbers, [rows]. It is the linear one of the five probes of
 * leakage, without its choice among penalties.
 *
 * @param fit features to fit on, row-major [rows, width], and z of each row
 * @param judge features to read, row-major [rows, width]
 *
 * @example
 * const said = linearReadout({ features, width, target: { kind: 'classes', codes, classes: 2 } }, covered);
 */
export function linearReadout(
  fit: { readonly features: Reals; readonly width: number; readonly target: ProbeTarget },
  judge: Reals,
): Float64Array {
  const { width, target } = fit;
  const matrix = (values: Reals): Matrix => ({
    values: Float64Array.from(values),
    rows: values.length / width,
    columns: width,
  });
  const [own, other] = standardiseBy(matrix(fit.features), matrix(judge)) as [Matrix, Matrix];
  if (target.kind === 'number') return ridge(own, target.values, other);
  const { codes, classes } = target;
  const scores = logisticScores(own, codes, classes, other);
  for (let row = 0; row < other.rows; row++) {
    const logits = scores.subarray(row * classes, (row + 1) * classes);
    const largest = Math.max(...logits);
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0);
    for (let c = 0; c < classes; c++) logits[c] = Math.exp(logits[c]! - largest) / total;
  }
  return scores;
}
