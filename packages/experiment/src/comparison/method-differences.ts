import { Random, type Task } from '@mimmx/core';
import {
  accuracy,
  auroc,
  balancedAccuracy,
  compareMethods,
  evaluateMeasures,
  type Measure,
  mae,
  meanAndSd,
  r2,
  worstGroup,
} from '@mimmx/evaluation';
import { meanDifferences } from '../differences.ts';
import type { ComparedRun, RunDifference } from './comparison.ts';
import { type PairedRows, pairRows } from './pair-rows.ts';

const measuresFor = ({ y }: Task): Measure[] =>
  y.kind === 'continuous'
    ? [mae, r2, worstGroup(mae)]
    : [accuracy, balancedAccuracy, auroc, worstGroup(accuracy)];

/** Every measure of one method on every test set that both runs have. */
export function methodDifferences(
  first: ComparedRun,
  other: ComparedRun,
  run: number,
  method: string,
  name: string,
  setting: { readonly bootstrap: number; readonly level: number },
): RunDifference[] {
  const { task } = first.summary;
  const setsOf = ({ summary }: ComparedRun, of: string) => Object.keys(summary.methods[of]?.shifts ?? {});
  const theirs = setsOf(other, name);
  return setsOf(first, method)
    .filter((set) => theirs.includes(set))
    .flatMap((set) => {
      const rows = (of: ComparedRun, own: string) =>
        of.predictions.filter((row) => row.method === own && row.shift === set);
      const pairing = pairRows(set, task, rows(first, method), rows(other, name));
      const about = { run, method, other: name, set };
      return pairing.kind === 'paired'
        ? paired(pairing.blocks, measuresFor(task), setting).map((row) => ({
            ...about,
            seeds: pairing.seeds,
            ...row,
          }))
        : measuresFor(task).map((measure) => ({
            ...about,
            ...unpaired(first, other, about, measure, pairing.why),
          }));
    });
}

type Found = Omit<RunDifference, 'run' | 'method' | 'other' | 'set' | 'seeds'>;

function paired(
  blocks: readonly PairedRows[],
  measures: readonly Measure[],
  { bootstrap, level }: { readonly bootstrap: number; readonly level: number },
): Found[] {
  const rows = meanDifferences(
    blocks.map(({ truth, a, b }) =>
      compareMethods(
        truth,
        { second: b, first: a },
        {
          ...truth,
          measures,
          random: new Random(0),
          replicates: bootstrap,
          level,
        },
      ),
    ),
  );
  const each = (side: 'a' | 'b') =>
    blocks.flatMap((block) => block[side].map((values) => valuesOf(block, values, measures)));
  const [own, theirs] = [each('a'), each('b')];
  return rows.map(({ measure, better, difference, low, high, count, note }, i): Found => {
    const one = meanAndSd(own.map((seed) => seed[i]!));
    const two = meanAndSd(theirs.map((seed) => seed[i]!));
    const finite = (value: number) => (Number.isFinite(value) ? value : null);
    return {
      measure,
      better,
      first: finite(one.mean),
      second: finite(two.mean),
      difference,
      low,
      high,
      standing: standingOf({ difference, low, high, better }, one, two, [own.length, theirs.length]),
      count,
      ...(note && { note }),
    };
  });
}

interface Spread {
  readonly mean: number;
  readonly sd: number;
}

const valuesOf = ({ truth }: PairedRows, values: Float64Array, measures: readonly Measure[]): number[] =>
  evaluateMeasures({ ...truth, values }, { ...truth, measures, random: new Random(0), replicates: 0 }).map(
    ({ value }) => value ?? Number.NaN,
  );

function standingOf(
  { difference, low, high, better }: Pick<RunDifference, 'difference' | 'low' | 'high' | 'better'>,
  one: Spread,
  two: Spread,
  [n, m]: readonly [number, number],
): RunDifference['standing'] {
  if (difference === null || low === null || high === null || (low <= 0 && high >= 0)) return 'open';
  const bySeeds = n < 2 || m < 2 || Math.abs(difference) > 2 * Math.sqrt(one.sd ** 2 / n + two.sd ** 2 / m);
  if (!bySeeds) return 'open';
  return difference > 0 === (better === 'higher') ? 'better' : 'worse';
}

/** The record's own values beside each other, and why nothing more is said. */
function unpaired(
  first: ComparedRun,
  other: ComparedRun,
  { method, other: name, set }: { readonly method: string; readonly other: string; readonly set: string },
  { name: measure, better }: Measure,
  note: string,
): Found & { readonly seeds: string } {
  const rowOf = ({ summary }: ComparedRun, of: string) =>
    summary.methods[of]?.rows.find(
      (row) =>
        row.set === set && row.measure === measure && !row.factor && !row.probe && row.group === undefined,
    );
  const [a, b] = [rowOf(first, method), rowOf(other, name)];
  const [one, two] = [a?.value ?? null, b?.value ?? null];
  return {
    measure,
    better,
    first: one,
    second: two,
    difference: one === null || two === null ? null : two - one,
    low: null,
    high: null,
    standing: 'unpaired',
    seeds: `${first.summary.seeds.length} and ${other.summary.seeds.length}`,
    count: b?.count ?? 0,
    note,
  };
}
