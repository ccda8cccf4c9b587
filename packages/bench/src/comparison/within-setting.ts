import { Random } from '@mimmx/core';
import { compareMethods, type DifferenceRow } from '@mimmx/evaluation';
import type { BenchCell, BenchGroup } from './cells.ts';
import type { MethodProtocol } from './protocol.ts';

/** Resamples of the bootstrap within a setting. */
const REPLICATES = 200;

/** A method against another within one setting, in the unit of the table. */
export interface WithinSetting extends Pick<DifferenceRow, 'a' | 'b' | 'low' | 'high' | 'pValue'> {
  readonly setting: string;
  readonly difference: number | null;
}

/**
 * What the comparisons of a setting leave out: groups of the table are made of bins of a number, and predictions keep the
 * number alone. Null where groups are the same.
 */
export function leftOut(
  protocol: MethodProtocol,
  setting: string,
  groups: readonly BenchGroup[],
): string | null {
  const onSet = protocol.measures[0]?.onSet;
  const columns = groups
    .filter((group) => group.setting === setting)
    .flatMap(({ outcomes }) => outcomes)
    .flatMap(({ result }) => result?.predictions.find(({ set }) => set === onSet?.set)?.z ?? []);
  return columns.some((column) => !(column instanceof Int32Array))
    ? `Within ${setting}, groups of the paired comparisons are made of y and the confounders in classes: one that is a number is in none of them, while the table's are made of its bins.`
    : null;
}

/** Every method against ERM and against the best within one setting, by the bootstrap over its patients. */
export function withinSetting(
  protocol: MethodProtocol,
  setting: string,
  groups: readonly BenchGroup[],
  cells: readonly BenchCell[],
): WithinSetting[] {
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
