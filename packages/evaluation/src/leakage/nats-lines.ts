import type { Random } from '@mimmx/core/contracts';
import type { Statistic } from '../intervals/index.ts';
import { type ProbeTarget, takeTarget } from '../probes/probe.ts';
import { natsStatistic, surprise } from './nats.ts';
import { countAndNote, type LeakageContext, type ReadLine, withNote } from './read-line.ts';
import { withinY } from './within-y.ts';

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
