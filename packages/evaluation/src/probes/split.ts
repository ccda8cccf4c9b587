import type { Random } from '@mimmx/core/contracts';
import { MimmxError } from '@mimmx/core/contracts';
import { clustersOf } from '../intervals/index.ts';

/** Rows to fit on and rows to judge on. */
export interface Split {
  readonly fit: Int32Array;
  readonly judge: Int32Array;
}

/**
 * Splits rows by patient, so that no patient is on both sides, and stratified by the class of the patient's first
 * row, so that a rare class is on both.
 *
 * @param strata class of each row; all zero for continuous z
 * @param share fraction of each class's patients to fit on
 * @throws `E_TOO_FEW_PATIENTS` if a class has fewer than two patients
 */
export function splitForProbes(
  strata: Int32Array,
  patients: Int32Array | undefined,
  share: number,
  random: Random,
): Split {
  const clusters = clustersOf(patients, strata.length);
  const stratumOf = new Int32Array(clusters.count).fill(-1);
  for (let row = 0; row < strata.length; row++) {
    if (stratumOf[clusters.of[row]!] === -1) stratumOf[clusters.of[row]!] = strata[row]!;
  }
  const fits = new Uint8Array(clusters.count);
  const order = random.permutation(clusters.count);
  for (const stratum of new Set(stratumOf)) {
    const members = order.filter((patient) => stratumOf[patient] === stratum);
    if (members.length < 2) {
      throw new MimmxError(
        'E_TOO_FEW_PATIENTS',
        `Class ${stratum} of z has ${members.length} patient; a probe needs two at least. Evaluate on more data.`,
      );
    }
    const count = Math.min(members.length - 1, Math.max(1, Math.round(members.length * share)));
    for (const patient of members.subarray(0, count)) fits[patient] = 1;
  }
  const rows = Int32Array.from({ length: strata.length }, (_, row) => row);
  return {
    fit: rows.filter((row) => fits[clusters.of[row]!] === 1),
    judge: rows.filter((row) => fits[clusters.of[row]!] === 0),
  };
}
