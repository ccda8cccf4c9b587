import type { Random } from '@mimmx/core/contracts';
import { meanOfDefined } from '../measures/measure.ts';
import { type ProbeTarget, takeTarget } from '../probes/probe.ts';
import { reads } from '../probes/reads.ts';
import { shuffledPatients } from './permutation.ts';
import { bestByHeld } from './read-all.ts';
import { chanceOf, countAndNote, type LeakageContext, type ReadLine, withNote } from './read-line.ts';
import { clustersAt, meanStatistic, readingStatistic } from './statistics.ts';
import { type Stratum, withinY } from './within-y.ts';

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
