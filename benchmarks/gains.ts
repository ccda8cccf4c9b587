import { cellCodes, Random } from '@mimmx/core';
import { accuracy, compareMethods, mae, worstGroup } from '@mimmx/evaluation';
import { createDataPool } from '@mimmx/experiment';
import type { CellResult } from './grid.ts';
import { registry } from './registry.ts';
import type { Score } from './statistics.ts';

/** A difference with its interval, above 0 where it is for the better: means over the seeds. */
export interface Gain {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const REPLICATES = 1000;

const MEASURES = { accuracy, mae };

/**
 * What rows gain on a twin, every one with an MI term on that without if none is named: on the inverted and the balanced
 * test and in the worst group, by the paired bootstrap within each seed.
 */
export async function gainsOf(
  cells: readonly CellResult[],
  twin: string,
  score: Score = 'accuracy',
  rows = [...new Set(cells.map(({ row }) => row))].filter((row) => row.startsWith('mimm-x')),
): Promise<Record<string, Record<string, Gain>>> {
  const judge = MEASURES[score];
  const pool = createDataPool(registry, process.cwd());
  const gains: Record<string, Record<string, Gain>> = {};
  for (const row of rows) {
    const own: Record<string, { difference: number; low: number; high: number }[]> = {};
    for (const one of cells.filter((cell) => cell.row === row)) {
      const other = cells.find((cell) => cell.row === twin && cell.seed === one.seed)!;
      const { prepared } = await pool.open(one.trial);
      for (const [name, set, measure] of [
        ['inverted', 'inverted', judge],
        ['balanced', 'balanced', judge],
        ['worst group', 'balanced', worstGroup(judge)],
      ] as const) {
        const { y, target, patients, z } = prepared.splits.shifts[set]!;
        const values = (cell: CellResult) => cell.result.predictions.find((p) => p.set === set)!.values;
        const [found] = compareMethods(
          { set, y: target ?? y },
          { [row]: [values(one)], [twin]: [values(other)] },
          {
            measures: [measure],
            z: cellCodes(prepared.task.z, z),
            patients,
            random: new Random(one.seed),
            replicates: REPLICATES,
            against: twin,
          },
        );
        const sign = (found!.a === row ? 1 : -1) * (judge.better === 'lower' ? -1 : 1);
        const [low, high] = [sign * found!.low!, sign * found!.high!].sort((a, b) => a - b);
        const gain = { difference: sign * found!.difference!, low: low!, high: high! };
        own[name] = [...(own[name] ?? []), gain];
      }
    }
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    gains[row] = Object.fromEntries(
      Object.entries(own).map(([name, all]) => [
        name,
        {
          mean: mean(all.map(({ difference }) => difference)),
          low: mean(all.map(({ low }) => low)),
          high: mean(all.map(({ high }) => high)),
        },
      ]),
    );
  }
  await pool.close();
  return gains;
}
