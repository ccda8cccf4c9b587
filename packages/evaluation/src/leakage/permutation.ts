import type { Random } from '@mimmx/core/contracts';
import { clustersOf } from '../intervals/index.ts';

/**
 * Where each row's z is to come from if z is shuffled among the patients: the rows of a patient take those of another,
 * in turn, so that what hangs together stays together.
 *
 * @param patients patient of each row
 * @returns row to take from, for each row
 */
export function shuffledPatients(patients: Int32Array, random: Random): Int32Array {
  const { of, count } = clustersOf(patients, patients.length);
  const rows: number[][] = Array.from({ length: count }, () => []);
  of.forEach((patient, row) => {
    rows[patient]!.push(row);
  });
  const other = random.permutation(count);
  const from = new Int32Array(patients.length);
  rows.forEach((own, patient) => {
    const theirs = rows[other[patient]!]!;
    own.forEach((row, i) => {
      from[row] = theirs[i % theirs.length]!;
    });
  });
  return from;
}
