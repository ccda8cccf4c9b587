import { Random } from '@mimmx/core/contracts';
import { meanOfDefined } from '../measures/measure.ts';
import { type Probe, type ProbeTarget, takeTarget } from '../probes/probe.ts';
import { reads } from '../probes/reads.ts';
import { splitForProbes } from '../probes/split.ts';
import type { Matrix } from '../probes/standardise.ts';

/** What one probe read. */
export interface Reading {
  readonly probe: string;
  readonly scores: Probe['scores'];
  /** Row-major [held rows, outputs] and [judged rows, outputs]. */
  readonly held: Float64Array;
  readonly judge: Float64Array;
}

/** What all probes read, and the held rows by which the best of them is chosen. */
export interface Readings {
  readonly each: readonly Reading[];
  readonly heldTarget: ProbeTarget;
}

/**
 * Fits every probe. A fifth of the patients is held out of the rows to fit on, the same for all probes: it tunes those
 * that have settings, and chooses the best. The judged rows have no part in either.
 *
 * @throws `E_TOO_FEW_PATIENTS`
 */
export function readAll(
  probes: readonly Probe[],
  fit: Matrix,
  target: ProbeTarget,
  patients: Int32Array,
  judge: Matrix,
  random: Random,
): Readings {
  const strata = target.kind === 'classes' ? target.codes : new Int32Array(fit.rows);
  // A copy, so that a probe that splits by itself finds the stream as it was.
  const copy = new Random(random.state);
  const { fit: inner, judge: held } = splitForProbes(strata, patients, 0.8, copy);
  const data = { fit, target, patients, inner, held, judge };
  return {
    each: probes.map(({ name, scores, splitsItself, read }) => ({
      probe: name,
      scores,
      ...read({ ...data, random: splitsItself ? random : copy.fork() }),
    })),
    heldTarget: takeTarget(target, held),
  };
}

/**
 * Place of the probe that reads the held rows best: by balanced accuracy, or R². Of several readings (one for each class
 * of y) one probe is chosen, by the mean, since the held rows of one class are few.
 */
export function bestByHeld(several: readonly Readings[]): number {
  const values = several[0]!.each.map((_, p) =>
    meanOfDefined(several.map(({ each, heldTarget }) => reads(each[p]!.held, heldTarget))),
  );
  return values.reduce((best, value, i) => (value > values[best]! ? i : best), 0);
}
