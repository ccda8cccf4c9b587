import { againstReference, averageRanks } from '@mimmx/evaluation';
import type { BenchCell, BenchGroup } from './cells.ts';
import { criticalDifference, ENOUGH_BLOCKS } from './critical-difference.ts';
import type { MethodProtocol } from './protocol.ts';
import { leftOut, type WithinSetting, withinSetting } from './within-setting.ts';

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
  readonly withinSettings: readonly WithinSetting[];
  /** What could not be tested, in sentences. */
  readonly notes: readonly string[];
}

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
  const found = [...new Set(own.map(({ setting }) => setting))];
  // The same data at a smaller budget is no second block.
  const whole = found.filter((name) => !protocol.settings.find((one) => one.name === name)?.onRequest);
  const settings = whole.length > 0 ? whole : found;
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
  const within = settings.flatMap((setting) => withinSetting(protocol, setting, groups, own));
  const compared = [...new Set(within.map(({ setting }) => setting))];
  notes.push(...compared.flatMap((setting) => leftOut(protocol, setting, groups) ?? []));
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
    withinSettings: within,
    notes,
  };
}
