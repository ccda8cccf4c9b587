import { isMimmxError, type Random } from '@mimmx/core/contracts';
import type { Reals } from '../input-checks.ts';
import type { CodedFactor } from '../measures/groups.ts';
import { meanOfDefined } from '../measures/measure.ts';
import { logisticScores } from './logistic-regression.ts';
import { neighbourVotes } from './nearest-neighbours.ts';
import { reads } from './reads.ts';
import { splitForProbes } from './split.ts';
import { type Matrix, standardiseBy, takeRows } from './standardise.ts';

const NEIGHBOURS = 15;

/**
 * A quick reading of what features tell of z beyond y, for comparing many candidates: within each class of y (all rows
 * together if y is a number), the balanced accuracy of the better of a linear probe and nearest neighbours on the half
 * of the patients that they were not fitted to; 0 at chance, 1 if z is read without error; mean over the classes of y.
 *
 * @returns NaN where no class of y has patients enough
 */
export function conditionalReading(
  { width, values }: { readonly width: number; readonly values: Reals },
  { codes, labels }: CodedFactor,
  { y, patients }: { readonly y: Int32Array | Reals; readonly patients?: Int32Array },
  random: Random,
): number {
  const strata = y instanceof Int32Array ? y : new Int32Array(y.length);
  const classesOfY = [...new Set(strata)].sort((a, b) => a - b);
  return meanOfDefined(
    classesOfY.map((c) => {
      const rows = Int32Array.from(codes.keys()).filter((row) => strata[row] === c && codes[row]! >= 0);
      const z = rows.map((row) => codes[row]!);
      const split = splitOrNone(
        z,
        patients === undefined ? undefined : rows.map((row) => patients[row]!),
        random,
      );
      if (split === undefined || new Set(z).size < 2) return Number.NaN;
      const side = (chosen: Int32Array) =>
        takeRows(
          values,
          width,
          chosen.map((i) => rows[i]!),
        );
      const [fit, judge] = standardiseBy(side(split.fit), side(split.judge)) as [Matrix, Matrix];
      const known = split.fit.map((i) => z[i]!);
      const truth = split.judge.map((i) => z[i]!);
      const chance = 1 / new Set(truth).size;
      const read = Math.max(
        ...[
          logisticScores(fit, known, labels.length, judge),
          neighbourVotes(fit, known, labels.length, judge, NEIGHBOURS),
        ].map((scores) => reads(scores, { kind: 'classes', codes: truth, classes: labels.length })),
      );
      return (read - chance) / (1 - chance);
    }),
  );
}

/** A class of z with one patient cannot be on both sides. */
function splitOrNone(z: Int32Array, patients: Int32Array | undefined, random: Random) {
  try {
    return splitForProbes(z, patients, 0.5, random);
  } catch (error) {
    if (isMimmxError(error, 'E_TOO_FEW_PATIENTS')) return undefined;
    throw error;
  }
}
