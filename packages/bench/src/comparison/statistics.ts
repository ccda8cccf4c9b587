import { Random } from '@mimmx/core';
import { againstReference, averageRanks, compareMethods, type DifferenceRow } from '@mimmx/evaluation';
import type { BenchCell, BenchGroup } from './cells.ts';
import { criticalDifference, ENOUGH_BLOCKS } from './critical-difference.ts';
import type { MethodProtocol } from './protocol.ts';

/** A method against another over blocks, settings with their seeds averaged. */
export interface OverBlocks {
  readonly method: string;
  readonly against: string;
  /** Mean difference over blocks, in the unit of the table. */
  readonly difference: number;
  /** Wilcoxon's signed-rank test, and with Holm's correction. */
  readonly pValue: number;
  readonly adjusted: number;
}

export interface Statistics {
  readonly measure: string;
  /** Settings in which every ranked method has a number. */
  readonly blocks: readonly string[];
  /** Average rank over the blocks, 1 the best. */
  readonly ranks: Readonly<Record<string, number>>;
  /** Of average ranks, at 0.05; null where there are too few blocks. */
  readonly criticalDifference: number | null;
  readonly overBlocks: readonly OverBlocks[];
  /** Within each setting: paired bootstrap by patient against ERM and against the best, in the unit of the table. */
  readonly withinSettings: readonly (Pick<DifferenceRow, 'a' | 'b' | 'low' | 'high' | 'pValue'> & {
    readonly setting: string;
    readonly difference: number | null;
  })[];
  /** What could not be tested, in sentences. */
  readonly notes: readonly string[];
}

/** Resamples of the bootstrap within a setting. */
const REPLICATES = 200;

/**
 * Methods against ERM and against the best by the protocol's first measure. Ranks and tests over blocks are of methods that
 * have a number in every block, all of them trained by the same protocol here; published numbers take no part.
 */
export function statisticsOf(
  protocol: MethodProtocol,
  cells: readonly BenchCell[],
  groups: readonly BenchGroup[],
): Statistics {
  const [measure] = protocol.measures;
  const own = cells.filter((cell) => cell.measure === measure!.name && cell.mean !== null);
  const settings = [...new Set(own.map(({ setting }) => setting))];
  const methods = [...new Set(own.map(({ method }) => method))];
  const scoreOf = (method: string, setting: string) =>
    own.find((cell) => cell.method === method && cell.setting === setting)?.mean ?? null;
  // Methods that are in fewer settings than others are ranked nowhere, or everybody would lose blocks by them.
  const most = Math.max(0, ...methods.map((m) => settings.filter((s) => scoreOf(m, s) !== null).length));
  const ranked = methods.filter((m) => settings.filter((s) => scoreOf(m, s) !== null).length === most);
  const blocks = settings.filter((s) => ranked.every((m) => scoreOf(m, s) !== null));
  const notes: string[] = [];
  const scores = Object.fromEntries(ranked.map((m) => [m, blocks.map((s) => scoreOf(m, s)!)]));
  const ranks = blocks.length > 0 && ranked.length > 1 ? averageRanks(scores, measure!.better) : {};
  const enough = blocks.length >= ENOUGH_BLOCKS && ranked.length > 1;
  if (!enough && ranked.length > 1) {
    const needed = criticalDifference(ranked.length, Math.max(1, blocks.length));
    notes.push(
      `No critical-difference diagram: with ${blocks.length} block${blocks.length === 1 ? '' : 's'} average ranks of ${ranked.length} methods would have to differ by ${needed.toFixed(1)} of at most ${ranked.length - 1}. It is drawn from ${ENOUGH_BLOCKS} blocks on.`,
    );
  }
  if (ranked.length > 1 && blocks.length > 0 && blocks.length < 6) {
    notes.push(
      `The signed-rank test cannot come below p = ${(2 / 2 ** blocks.length).toFixed(3)} with ${blocks.length} block${blocks.length === 1 ? '' : 's'}: read the intervals within settings.`,
    );
  }
  const best = Object.entries(ranks).sort(([, a], [, b]) => a - b)[0]?.[0];
  const references = [...new Set(['erm', best])].filter(
    (name): name is string => name !== undefined && name in scores,
  );
  return {
    measure: measure!.name,
    blocks,
    ranks,
    criticalDifference: enough ? criticalDifference(ranked.length, blocks.length) : null,
    overBlocks:
      ranked.length > 1 && blocks.length > 0
        ? references.flatMap((reference) =>
            againstReference(scores, reference).map(({ a, b, difference, pValue, adjusted }) => ({
              method: a,
              against: b,
              difference,
              pValue,
              adjusted,
            })),
          )
        : [],
    withinSettings: settings.flatMap((setting) => withinSetting(protocol, setting, groups, own)),
    notes,
  };
}

function withinSetting(
  protocol: MethodProtocol,
  setting: string,
  groups: readonly BenchGroup[],
  cells: readonly BenchCell[],
): Statistics['withinSettings'][number][] {
  const [{ onSet, better, unit }] = protocol.measures as [MethodProtocol['measures'][number]];
  if (!onSet) return [];
  const here = groups
    .filter((group) => group.setting === setting)
    .map(({ row, outcomes }) => ({
      row,
      predictions: outcomes.flatMap(
        ({ result }) => result?.predictions.filter(({ set }) => set === onSet.set) ?? [],
      ),
    }))
    .filter(({ predictions }) => predictions.length > 0);
  const first = here[0]?.predictions[0];
  // Seeds that draw data of their own (labels, colours) are tested on other rows: nothing is paired then.
  const same = here.filter(({ predictions }) =>
    predictions.every(
      (one) =>
        one.y.length === first!.y.length &&
        one.ids.every((id, i) => id === first!.ids[i]) &&
        one.y.every((value, i) => value === first!.y[i]),
    ),
  );
  if (!first || same.length < 2) return [];
  const meanOf = (row: string) =>
    cells.find((c) => c.method === row && c.setting === setting)?.mean ?? Number.NaN;
  const sign = better === 'higher' ? 1 : -1;
  const best = same.map(({ row }) => row).sort((a, b) => sign * (meanOf(b) - meanOf(a)))[0]!;
  const references = [...new Set([...(same.some(({ row }) => row === 'erm') ? ['erm'] : []), best])];
  const patients = new Map<string, number>();
  const codes = Int32Array.from(first.patients, (name) => {
    if (!patients.has(name)) patients.set(name, patients.size);
    return patients.get(name)!;
  });
  const values = Object.fromEntries(
    same.map(({ row, predictions }) => [row, predictions.map((p) => p.values)]),
  );
  const labels = Array.from({ length: first.columns }, (_, c) => String(c));
  return references.flatMap((against) =>
    compareMethods({ set: onSet.set, y: first.y as Int32Array, labels }, values, {
      measures: [onSet.measure],
      z: first.z.flatMap((column, i) =>
        column instanceof Int32Array ? [{ name: `z${i + 1}`, codes: column, labels: labelsOf(column) }] : [],
      ),
      patients: codes,
      random: new Random(1),
      replicates: REPLICATES,
      against,
    }).map(({ a, b, difference, low, high, pValue }) => {
      const scale = (value: number | null) =>
        value === null ? null : unit === 'percent' ? 100 * value : value;
      return { setting, a, b, difference: scale(difference), low: scale(low), high: scale(high), pValue };
    }),
  );
}

const labelsOf = (codes: Int32Array): string[] =>
  Array.from({ length: codes.reduce((most, code) => Math.max(most, code), 0) + 1 }, (_, code) =>
    String(code),
  );
