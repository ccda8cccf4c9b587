import { isMimmxError, type Random } from '@mimmx/core/contracts';
import type { Reals } from '../input-checks.ts';
import { type Probe, type ProbeTarget, takeTarget } from '../probes/probe.ts';
import { type Matrix, standardiseBy, takeRows } from '../probes/standardise.ts';
import { type Readings, readAll } from './read-all.ts';

/** One class of y: which judged rows are of it, and what the probes read there. */
export interface Stratum {
  /** Places among the judged rows. */
  readonly places: Int32Array;
  readonly target: ProbeTarget;
  readonly fitTarget: ProbeTarget;
  readonly readings: Readings;
}

/** The rows that probes are fitted to and judged on, as `prepare` parted them. */
export interface Sides {
  readonly fitRows: Int32Array;
  readonly judgeRows: Int32Array;
  readonly fitPatients: Int32Array;
}

/**
 * Fits the probes within each class of y, so that what f_y tells of z through y is not read. The patients stay on the
 * sides that they are on.
 *
 * @param target z of all rows
 * @param y class of y of all rows
 * @returns the classes of y that have patients and classes of z enough, and the others
 */
export function withinY(
  probes: readonly Probe[],
  features: Reals,
  width: number,
  target: ProbeTarget,
  y: Int32Array,
  sides: Sides,
  random: Random,
): { readonly strata: readonly Stratum[]; readonly leftOut: readonly number[] } {
  const strata: Stratum[] = [];
  const leftOut: number[] = [];
  for (const c of [...new Set(sides.judgeRows.map((row) => y[row]!))].sort((a, b) => a - b)) {
    const fitPlaces = Int32Array.from(sides.fitRows.keys()).filter((i) => y[sides.fitRows[i]!] === c);
    const places = Int32Array.from(sides.judgeRows.keys()).filter((i) => y[sides.judgeRows[i]!] === c);
    const fitRows = fitPlaces.map((i) => sides.fitRows[i]!);
    const judgeRows = places.map((i) => sides.judgeRows[i]!);
    const [fitTarget, judged] = [takeTarget(target, fitRows), takeTarget(target, judgeRows)];
    const stream = random.fork();
    const readings =
      varies(fitTarget) && varies(judged)
        ? orNone(() => {
            const [fit, judge] = standardiseBy(
              takeRows(features, width, fitRows),
              takeRows(features, width, judgeRows),
            ) as [Matrix, Matrix];
            const patients = fitPlaces.map((i) => sides.fitPatients[i]!);
            return readAll(probes, fit, fitTarget, patients, judge, stream);
          })
        : undefined;
    if (readings === undefined) leftOut.push(c);
    else strata.push({ places, target: judged, fitTarget, readings });
  }
  return { strata, leftOut };
}

const varies = (target: ProbeTarget): boolean =>
  new Set(target.kind === 'classes' ? target.codes : target.values).size > 1;

/** Nothing where there are too few patients. */
function orNone<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (isMimmxError(error, 'E_TOO_FEW_PATIENTS')) return undefined;
    throw error;
  }
}
