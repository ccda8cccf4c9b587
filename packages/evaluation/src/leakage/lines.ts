import type { Random } from '@mimmx/core/contracts';
import type { Reals } from '../input-checks.ts';
import type { Clusters, Statistic } from '../intervals/index.ts';
import { meanOfDefined } from '../measures/measure.ts';
import { type Probe, type ProbeTarget, takeTarget } from '../probes/probe.ts';
import { type Stratum, withinY } from './conditional.ts';
import { natsStatistic, surprise } from './nats.ts';
import { shuffledPatients } from './permutation.ts';
import type { prepare } from './prepare.ts';
import { bestByHeld, readAll, reads } from './read-all.ts';
import { clustersAt, meanStatistic, readingStatistic } from './statistics.ts';

/** A row to be: its statistic, or a value with the values that it varies over. */
export interface ReadLine {
  readonly measure: string;
  readonly probe: string;
  readonly statistic?: Statistic;
  readonly value?: number;
  readonly spread?: Float64Array;
  readonly count: number;
  readonly note?: string | undefined;
}

/** What the three measures of leakage have in common. */
export interface LeakageContext {
  readonly probes: readonly Probe[];
  readonly features: Reals;
  readonly width: number;
  readonly sides: ReturnType<typeof prepare>;
  readonly clusters: Clusters;
  readonly permutations: number;
}

/** How well the probes read z from all judged rows. */
export function marginalLines(
  { probes, sides, clusters, permutations }: LeakageContext,
  target: ProbeTarget,
  random: Random,
  aside: Random,
): ReadLine[] {
  const { fit, judge, fitRows, judgeRows, fitPatients } = sides;
  const judged = takeTarget(target, judgeRows);
  const readings = readAll(probes, fit, takeTarget(target, fitRows), fitPatients, judge, random);
  const best = readings.each[bestByHeld([readings])]!;
  const about = { measure: 'leakage', count: judge.rows };
  const shuffled = Float64Array.from({ length: permutations }, () =>
    reads(best.judge, takeTarget(judged, shuffledPatients(clusters.of, aside))),
  );
  return [
    ...readings.each.map(({ probe, judge: scores }) => ({
      ...about,
      probe,
      statistic: readingStatistic(scores, judged, clusters),
    })),
    {
      ...about,
      probe: 'best',
      statistic: readingStatistic(best.judge, judged, clusters),
      note: `by ${best.probe}`,
    },
    { ...about, probe: 'chance', value: chanceOf(judged) },
    { ...about, probe: 'permutation', value: meanOfDefined([...shuffled]), spread: shuffled },
  ];
}

/** How well they read it within each class of y, averaged over those. */
export function conditionalLines(
  { probes, features, width, sides, clusters, permutations }: LeakageContext,
  target: ProbeTarget,
  y: Int32Array,
  cut: string | undefined,
  random: Random,
): { readonly lines: readonly ReadLine[]; readonly strata: ReturnType<typeof withinY> } {
  const found = withinY(probes, features, width, target, y, sides, random);
  const about = { measure: 'conditional leakage', ...countAndNote(found, cut) };
  const { strata } = found;
  const over = (scoresOf: (stratum: Stratum) => Float64Array) =>
    meanStatistic(
      strata.map((stratum) =>
        readingStatistic(scoresOf(stratum), stratum.target, clustersAt(clusters, stratum.places)),
      ),
    );
  const chosen = strata.length === 0 ? 0 : bestByHeld(strata.map(({ readings }) => readings));
  const best = ({ readings }: Stratum) => readings.each[chosen]!.judge;
  const shuffled = Float64Array.from({ length: permutations }, () =>
    meanOfDefined(
      strata.map((stratum) => {
        const patients = stratum.places.map((place) => clusters.of[place]!);
        return reads(best(stratum), takeTarget(stratum.target, shuffledPatients(patients, random)));
      }),
    ),
  );
  return {
    strata: found,
    lines: [
      ...probes.map(({ name }, p) => ({
        ...about,
        probe: name,
        statistic: over(({ readings }) => readings.each[p]!.judge),
      })),
      {
        ...about,
        probe: 'best',
        statistic: over(best),
        note: withNote(about.note, `by ${probes[chosen]!.name}`),
      },
      { ...about, probe: 'chance', value: meanOfDefined(strata.map(({ target }) => chanceOf(target))) },
      { ...about, probe: 'permutation', value: meanOfDefined([...shuffled]), spread: shuffled },
    ],
  };
}

/**
 * Lower bounds of I(f_y; z | y).
 *
 * @param read what was read within y already, if it was of the same z
 */
export function natsLines(
  { probes, features, width, sides, clusters }: LeakageContext,
  target: ProbeTarget & { readonly kind: 'classes' },
  y: Int32Array,
  cut: string | undefined,
  random: Random,
  read: ReturnType<typeof withinY>,
): ReadLine[] {
  const sameZ = read.strata[0]?.target.kind !== 'number';
  const found = sameZ ? read : withinY(probes, features, width, target, y, sides, random);
  const { strata } = found;
  const { classes } = target;
  const judged = sides.judgeRows.length;
  const stratumOf = new Int32Array(judged).fill(-1);
  strata.forEach(({ places }, s) => {
    for (const place of places) stratumOf[place] = s;
  });
  const codes = codesOf(takeTarget(target, sides.judgeRows));
  const surprises = probes.map((_, p) =>
    surprise(
      strata.map(({ readings, target, fitTarget }) => ({
        reading: readings.each[p]!,
        held: codesOf(readings.heldTarget),
        judged: codesOf(target),
        frequencies: frequenciesOf(codesOf(fitTarget), classes),
      })),
    ),
  );
  const bound = (probe: number): Statistic => {
    const losses = new Float64Array(judged);
    strata.forEach(({ places }, s) => {
      const own = surprises[probe]!.judged[s]!;
      places.forEach((place, i) => {
        losses[place] = own[i]!;
      });
    });
    return natsStatistic(losses, stratumOf, strata.length, codes, classes, clusters.of);
  };
  const best = surprises.reduce((b, { held }, p) => (held < surprises[b]!.held ? p : b), 0);
  const about = { measure: 'leakage in nats', ...countAndNote(found, cut) };
  return [
    ...probes.map(({ name }, p) => ({ ...about, probe: name, statistic: bound(p) })),
    {
      ...about,
      probe: 'best',
      statistic: bound(best),
      note: withNote(about.note, `by ${probes[best]!.name}`),
    },
  ];
}

/** Frequency of each class, half a row added to each, so that none is impossible. */
function frequenciesOf(codes: Int32Array, classes: number): Float64Array {
  const counts = new Float64Array(classes).fill(0.5);
  for (const code of codes) counts[code]!++;
  const total = codes.length + classes / 2;
  return counts.map((count) => count / total);
}

const codesOf = (target: ProbeTarget): Int32Array =>
  target.kind === 'classes' ? target.codes : new Int32Array(0);

/** Balanced accuracy of whoever knows nothing (1 / classes that occur), or R² (0). */
const chanceOf = (target: ProbeTarget): number =>
  target.kind === 'number' ? 0 : 1 / new Set(target.codes).size;

const withNote = (note: string | undefined, more: string): string =>
  note === undefined ? more : `${more}; ${note}`;

function countAndNote({ strata, leftOut }: ReturnType<typeof withinY>, cut: string | undefined) {
  const notes = [
    ...(cut === undefined ? [] : [cut]),
    ...(strata.length === 0
      ? ['no class of y has patients of two classes of z enough']
      : leftOut.length === 0
        ? []
        : [`without class ${leftOut.join(', ')} of y: too few patients or one class of z`]),
  ];
  return {
    count: strata.reduce((sum, { places }) => sum + places.length, 0),
    note: notes.length === 0 ? undefined : notes.join('; '),
  };
}
