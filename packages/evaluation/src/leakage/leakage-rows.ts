import { isMimmxError, type MimmxError, Random } from '@mimmx/core/contracts';
import { type Reals, requireSameLength } from '../input-checks.ts';
import { bootstrap, percentileInterval, type Statistic } from '../intervals/index.ts';
import type { CodedFactor } from '../measures/groups.ts';
import { type FixedProbeSettings, fiveProbes } from '../probes/five.ts';
import type { ProbeTarget } from '../probes/probe.ts';
import type { MeasureRow } from '../record/row.ts';
import { conditionalLines } from './conditional-lines.ts';
import { marginalLines } from './marginal-lines.ts';
import { natsLines } from './nats-lines.ts';
import { nothing } from './no-leakage-rows.ts';
import { prepare } from './prepare.ts';
import { type NumberFactor, targetOf } from './probe-target.ts';
import { quantileCodes } from './quantile-codes.ts';
import type { ReadLine } from './read-line.ts';

export interface LeakageRowSettings extends FixedProbeSettings {
  /** Name of the set, as it is to stand in the rows. */
  readonly set: string;
  /** Class of y, or its value, of each row: conditional leakage is taken within it. */
  readonly y: Int32Array | Reals;
  /** Patient of each row; every row is a patient of its own if absent. */
  readonly patients?: Int32Array;
  readonly random: Random;
  /** Most patients used, drawn at random. */
  readonly maximumPatients?: number;
  /** Bootstrap resamples of the intervals. */
  readonly replicates?: number;
  readonly level?: number;
  /** Shufflings of z for the level of no leakage. */
  readonly permutations?: number;
}

/** Parts that a y or z that is a number is cut into where classes are needed. */
const PARTS = 4;

/**
 * How well five fresh probes read z from the features, on patients that none of them has seen: `leakage` (balanced
 * accuracy, or R² if z is a number), `conditional leakage` (the mean of the same within each class of y), and `leakage in
 * nats` (a lower bound of I(f_y; z | y)), each with `factor` and `probe` and a bootstrap interval by patient.
 *
 * Probe `best` is the one that read patients held out of the fitting best, so that the maximum over five is not paid for
 * with optimism. Probe `chance` is what features without z give, probe `permutation` what the best probe's answers give
 * when z is shuffled among the judged patients (mean, and an interval to hold the best against). The probes linear, knn
 * and mlp come out as from `leakage` with the same stream, which is left where that leaves it.
 *
 * Where patients or classes are too few, the rows have value null and a note. A y that is a number is cut at its
 * quartiles; for nats, so is a z, which can only lower the bound.
 *
 * @param features f_y, row-major [rows, width]
 * @throws `E_NOT_FINITE`, `E_LENGTH_MISMATCH`, `E_BAD_CLASS`
 *
 * @example
 * leakageRows(features, 16, { name: 'sex', codes, labels: ['F', 'M'] }, { set: 'balanced', y, patients, random });
 */
export function leakageRows(
  features: Reals,
  width: number,
  z: CodedFactor | NumberFactor,
  settings: LeakageRowSettings,
): MeasureRow[] {
  const { set, y, random, patients, replicates = 1000, level = 0.95, permutations = 200 } = settings;
  const target = targetOf(z);
  const rows = target.kind === 'classes' ? target.codes.length : target.values.length;
  requireSameLength('y', y.length, 'z', rows);
  const about = { set, factor: z.name };
  const strata =
    target.kind === 'classes'
      ? target.codes
      : Int32Array.from(target.values, (v) => (Number.isNaN(v) ? -1 : 0));
  const probes = fiveProbes(settings);
  const names = [...probes.map(({ name }) => name), 'best', 'chance', 'permutation'];

  // Whatever is new draws from a copy, so that the stream is left where the three probes of old leave it.
  const aside = new Random(random.state).fork();
  try {
    if (new Set(strata.filter((code) => code >= 0)).size < (target.kind === 'classes' ? 2 : 1)) {
      return nothing(about, names, 0, 'z has fewer than two classes here');
    }
    const sides = prepare(features, width, strata, patients, settings);
    const { clusters } = sides;
    const context = { probes, features, width, sides, clusters, permutations };
    const toRow = (lines: readonly ReadLine[], stream: Random): MeasureRow[] => {
      const statistics = lines.map(({ statistic }): Statistic => statistic ?? (() => Number.NaN));
      const resampled = bootstrap(statistics, clusters.count, { random: stream, replicates });
      const all = new Int32Array(clusters.count).fill(1);
      return lines.map(({ measure, probe, statistic, value, spread, count, note }, i) => {
        const found = statistic === undefined ? (value ?? Number.NaN) : statistic(all);
        const { low, high } = percentileInterval(spread ?? resampled[i]!, level);
        return {
          ...about,
          measure,
          probe,
          value: numberOrNull(found),
          low: numberOrNull(low),
          high: numberOrNull(high),
          count,
          ...(note === undefined ? {} : { note }),
        };
      });
    };
    const marginal = toRow(marginalLines(context, target, random.fork(), aside.fork()), random);
    const classesOfY = y instanceof Int32Array ? y : quantileCodes(y, PARTS);
    const cut = y instanceof Int32Array ? undefined : `within ${PARTS} parts of y`;
    const conditional = conditionalLines(context, target, classesOfY, cut, aside.fork());
    const inClasses: ProbeTarget =
      target.kind === 'classes'
        ? target
        : { kind: 'classes', codes: quantileCodes(target.values, PARTS), classes: PARTS };
    const cuts = [cut, target.kind === 'number' ? `z in ${PARTS} parts` : undefined].filter(Boolean);
    const natsNote = cuts.length === 0 ? undefined : cuts.join(', ');
    const nats = natsLines(context, inClasses, classesOfY, natsNote, aside.fork(), conditional.strata);
    return [...marginal, ...toRow(conditional.lines, aside.fork()), ...toRow(nats, aside.fork())];
  } catch (error) {
    if (!isMimmxError(error, 'E_TOO_FEW_PATIENTS')) throw error;
    return nothing(about, names, rows, reason(error));
  }
}

const numberOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** The message without its code. */
const reason = ({ message, code }: MimmxError): string => message.replace(`${code}: `, '');
