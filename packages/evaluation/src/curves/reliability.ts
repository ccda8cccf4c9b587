import type { Reals } from '../input-checks.ts';
import { sampleOf } from '../measures/sample.ts';

/** Rows whose confidence lies in one bin. */
export interface ReliabilityBin {
  /** Mean confidence of the bin's rows. */
  readonly confidence: number;
  /** How often they were right. */
  readonly accuracy: number;
  readonly count: number;
}

/**
 * Reliability diagram: in equal-width bins of the probability of the called class, how sure and how often right (Guo et
 * al., 2017, fig. 1). Bins without rows are left out. With 10 bins, Σ count · |accuracy − confidence| / rows is `ece`.
 *
 * @param y class of each row
 * @param values probabilities, row-major [rows, classes]
 * @throws `E_LENGTH_MISMATCH`, `E_EMPTY`, `E_BAD_CLASS`, `E_NOT_FINITE`
 *
 * @example
 * reliability(Int32Array.of(0, 1), Float64Array.of(0.85, 0.15, 0.85, 0.15)); // [{ confidence: 0.85, accuracy: 0.5, count: 2 }]
 */
export function reliability(y: Int32Array, values: Reals, bins = 10): ReliabilityBin[] {
  const { classes, predicted } = sampleOf(y, values);
  const found = Array.from({ length: bins }, () => ({ confidence: 0, right: 0, count: 0 }));
  for (let row = 0; row < y.length; row++) {
    const confidence = values[row * classes + predicted[row]!]!;
    const bin = found[Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1))]!;
    bin.confidence += confidence;
    bin.right += y[row] === predicted[row] ? 1 : 0;
    bin.count++;
  }
  return found
    .filter(({ count }) => count > 0)
    .map(({ confidence, right, count }) => ({
      confidence: confidence / count,
      accuracy: right / count,
      count,
    }));
}
