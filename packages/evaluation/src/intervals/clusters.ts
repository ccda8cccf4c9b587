import { requireSameLength } from '../input-checks.ts';

/** Which rows are drawn together: the images of one patient are not independent of each other. */
export interface Clusters {
  /** Cluster of each row, 0 … count − 1, [rows]. */
  readonly of: Int32Array;
  readonly count: number;
}

/**
 * Numbers the patients 0 … count − 1.
 *
 * @param patients any code per row, [rows]; each row is a cluster of its own if absent
 */
export function clustersOf(patients: Int32Array | undefined, rows: number): Clusters {
  if (patients === undefined) return { of: Int32Array.from({ length: rows }, (_, row) => row), count: rows };
  requireSameLength('patients', patients.length, 'the data', rows);
  const numbers = new Map<number, number>();
  const of = patients.map((patient) => {
    const known = numbers.get(patient);
    if (known !== undefined) return known;
    numbers.set(patient, numbers.size);
    return numbers.size - 1;
  });
  return { of, count: numbers.size };
}
