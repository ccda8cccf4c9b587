import type { Random } from '@mimmx/core/contracts';
import { meanOfDefined } from '../measures/measure.ts';
import { type ProbeTarget, takeTarget } from '../probes/probe.ts';
import { reads } from '../probes/reads.ts';
import { shuffledPatients } from './permutation.ts';
import { bestByHeld, readAll } from './read-all.ts';
import { chanceOf, type LeakageContext, type ReadLine } from './read-line.ts';
import { readingStatistic } from './statistics.ts';

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
