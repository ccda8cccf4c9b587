import type { Random } from '@mimmx/core/contracts';
import { type Reals, requireFinite, requireSameLength } from '../input-checks.ts';
import { clustersOf } from '../intervals/index.ts';
import { splitForProbes } from '../probes/split.ts';
import { type Matrix, standardiseBy, takeRows } from '../probes/standardise.ts';

/** Leaves out rows without z, splits by patient, standardises by the half that is fitted on. */
export function prepare(
  features: Reals,
  width: number,
  strata: Int32Array,
  patients: Int32Array | undefined,
  { random, maximumPatients = 10_000 }: { readonly random: Random; readonly maximumPatients?: number },
) {
  requireSameLength('features', features.length / width, 'z', strata.length);
  requireFinite('features', features, width);
  const everyone = clustersOf(patients, strata.length);
  const order = random.permutation(everyone.count);
  const rows = Int32Array.from({ length: strata.length }, (_, row) => row).filter(
    (row) => strata[row]! >= 0 && order[everyone.of[row]!]! < maximumPatients,
  );
  const split = splitForProbes(
    rows.map((row) => strata[row]!),
    rows.map((row) => everyone.of[row]!),
    0.5,
    random,
  );
  const fitRows = split.fit.map((i) => rows[i]!);
  const judgeRows = split.judge.map((i) => rows[i]!);
  const [fit, judge] = standardiseBy(
    takeRows(features, width, fitRows),
    takeRows(features, width, judgeRows),
  ) as [Matrix, Matrix];
  return {
    fit,
    judge,
    fitRows,
    judgeRows,
    fitPatients: fitRows.map((row) => everyone.of[row]!),
    clusters: clustersOf(
      judgeRows.map((row) => everyone.of[row]!),
      judgeRows.length,
    ),
  };
}
