import { columnsOf, type Reals } from './input-checks.ts';
import { accuracy, balancedAccuracy, sampleOf } from './measures/index.ts';

/** How well the head of a confounder, trained on its own slice, reads that confounder from f_y. */
export interface SwitchedHead {
  readonly accuracy: number;
  readonly balancedAccuracy: number;
}

/**
 * The predecessors' leakage test: the *trained* head of z_i is applied to f_y on balanced data, and an accuracy at or
 * below chance is taken as "no information" (Fay et al., 2023; tabulated in the Stuttgart thesis of 2024).
 *
 * It is reported for comparison only, since it can miss all of the information. The head was fitted to f_zi, whose
 * directions, signs and scale need not be those of f_y: f_y may code z with the opposite sign (the accuracy falls
 * *below* chance, which is as much information as the same distance above), along another axis, or at a scale at
 * which the head's argmax never changes. On digits it reads about 50 % where a fresh probe reads 97 %. So what counts
 * as evidence is `leakage`, whose probes are trained afresh on f_y itself.
 *
 * @param probabilities of the head of z_i applied to f_y, row-major [rows, classes]
 * @param z true class of each row, [rows]; −1 (missing) leaves the row out
 */
export function switchedHead(probabilities: Reals, z: Int32Array): SwitchedHead {
  const classes = columnsOf('probabilities', probabilities, z.length);
  const known = (i: number) => z[Math.floor(i / classes)]! >= 0;
  const sample = sampleOf(
    z.filter((code) => code >= 0),
    probabilities.filter((_, i) => known(i)),
  );
  return { accuracy: accuracy.of(sample), balancedAccuracy: balancedAccuracy.of(sample) };
}
