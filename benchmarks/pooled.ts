import { Random } from '@mimmx/core';
import { accuracy, compareMethods, evaluateMeasures } from '@mimmx/evaluation';
import type { CellResult } from './grid.ts';

interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What one method came to on the patients of all folds together, as fractions, by test set. */
export interface PooledRow {
  readonly accuracy: Readonly<Record<string, Interval>>;
  /** Differences to the twin, paired by patient; absent for what has no MI term. */
  readonly gain?: Readonly<Record<string, Interval>>;
}

const SETS = ['inDistribution', 'inverted', 'balanced'];
const REPLICATES = 2000;

/** Predictions of one method on one set, fold after fold. */
function pool(cells: readonly CellResult[], set: string) {
  const codes = new Map<string, number>();
  const [y, patients, values]: number[][] = [[], [], []] as unknown as number[][];
  for (const { result } of [...cells].sort((a, b) => a.seed - b.seed)) {
    const found = result.predictions.find((one) => one.set === set)!;
    y!.push(...found.y);
    values!.push(...found.values);
    for (const name of found.patients) {
      if (!codes.has(name)) codes.set(name, codes.size);
      patients!.push(codes.get(name)!);
    }
  }
  return {
    y: Int32Array.from(y!),
    patients: Int32Array.from(patients!),
    values: Float32Array.from(values!),
  };
}

/** Pools the folds of every row. The sets of a fold are the same for every row, so that differences are paired. */
export function pooledRows(cells: readonly CellResult[], twin: string): Record<string, PooledRow> {
  const names = [...new Set(cells.map(({ row }) => row))];
  const of = (name: string, set: string) =>
    pool(
      cells.filter(({ row }) => row === name),
      set,
    );
  return Object.fromEntries(
    names.map((name): [string, PooledRow] => {
      const each = SETS.map((set): [string, Interval] => {
        const { values, ...rows } = of(name, set);
        const [found] = evaluateMeasures(
          { set, y: rows.y, values },
          { measures: [accuracy], patients: rows.patients, random: new Random(0), replicates: REPLICATES },
        );
        return [set, { value: found!.value!, low: found!.low!, high: found!.high! }];
      });
      if (!name.startsWith('mimm-x')) return [name, { accuracy: Object.fromEntries(each) }];
      const gain = SETS.map((set): [string, Interval] => {
        const [own, other] = [of(name, set), of(twin, set)];
        const [found] = compareMethods(
          { set, y: own.y },
          { [name]: [own.values], [twin]: [other.values] },
          {
            measures: [accuracy],
            patients: own.patients,
            random: new Random(0),
            replicates: REPLICATES,
            against: twin,
          },
        );
        const sign = found!.a === name ? 1 : -1;
        const [low, high] = [sign * found!.low!, sign * found!.high!].sort((a, b) => a - b);
        return [set, { value: sign * found!.difference!, low: low!, high: high! }];
      });
      return [name, { accuracy: Object.fromEntries(each), gain: Object.fromEntries(gain) }];
    }),
  );
}
