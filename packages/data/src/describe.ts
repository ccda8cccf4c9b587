import { cellCodes, type Factor } from '@mimmx/core';
import { contingency, cramersV, pearson, phi, quantileCodes, tableInformation } from './dependence.ts';
import type { ResolvedTask } from './resolved-task.ts';
import type { SampleSet } from './samples.ts';

/** Dependence of two variables of the task within one set. */
export interface PairReport {
  readonly a: string;
  readonly b: string;
  /** Pearson's (phi for two binary variables), with its sign; Cramér's V if one has more than two classes. */
  readonly correlation: number;
  readonly measure: 'phi' | 'pearson' | 'cramers-v';
  /** I(a; b) of the set's own counts in nats; continuous variables are cut at their deciles for it. */
  readonly mutualInformation: number;
}

/** What a set contains and what dependence it carries. */
export interface CellReport {
  readonly name: string;
  /** Samples in the set, which are as many images. */
  readonly count: number;
  /** Images that could have been used. */
  readonly available: number;
  readonly patients: number;
  /** Groups of y and the z that make cells, with their labels by factor name. Empty ones are counted in `emptyCells`. */
  readonly cells: readonly { readonly labels: Readonly<Record<string, string>>; readonly count: number }[];
  /** Groups without a sample. */
  readonly emptyCells: number;
  /** Samples in no group, since a confounder that makes cells is missing. */
  readonly ungrouped: number;
  /** Every pair of y, z1 … zN. A z with bins stands in it by its bins, and once more as the number that it is. */
  readonly dependence: readonly PairReport[];
}

/** @param available number of images that the set could draw on */
export function describeCells(set: SampleSet, resolved: ResolvedTask, available: number): CellReport {
  const counts = new Map<number, number>();
  for (const group of set.group) counts.set(group, (counts.get(group) ?? 0) + 1);
  const ungrouped = counts.get(-1) ?? 0;
  counts.delete(-1);
  const { y, z } = resolved.task;
  const variables = [
    [asItIs(y, set.target ?? set.y)],
    ...z.map((factor, i) => readingsOf(factor, set.z[i] ?? new Int32Array())),
  ];
  return {
    name: set.name,
    count: set.rows.length,
    available,
    patients: new Set(set.patients).size,
    cells: [...counts]
      .sort(([a], [b]) => a - b)
      .map(([group, count]) => ({ labels: set.groups.labels(group), count })),
    emptyCells: set.groups.count - counts.size,
    ungrouped,
    dependence: variables.flatMap((a, i) => variables.slice(i + 1).flatMap((b) => describePairs(a, b))),
  };
}

/** A variable as it is compared with others: codes of so many classes, or numbers. */
interface Variable {
  readonly name: string;
  readonly values: Int32Array | Float32Array;
  readonly classes?: number;
}

const asItIs = (factor: Factor, values: Variable['values']): Variable => ({
  name: factor.name,
  values,
  ...(factor.kind === 'categorical' ? { classes: factor.classes } : {}),
});

/** By its bins, which strengths are of, and by the number, whose dependence within bins no strength controls. */
function readingsOf(factor: Factor, values: Variable['values']): Variable[] {
  const [cells] = cellCodes([factor], [values]);
  if (factor.kind === 'categorical' || !cells) return [asItIs(factor, values)];
  const { name, classes, codes } = cells;
  return [
    { name, classes, values: codes },
    { name: `${name} (number)`, values },
  ];
}

function describePairs(a: readonly Variable[], b: readonly Variable[]): PairReport[] {
  const pair = describePair(a[0]!, b[0]!);
  return a.length + b.length > 2 ? [pair, describePair(a.at(-1)!, b.at(-1)!)] : [pair];
}

const DECILES = 10;

function describePair(a: Variable, b: Variable): PairReport {
  const [codesA, codesB] = [codesOf(a), codesOf(b)];
  const counts = contingency(codesA.codes, codesB.codes, codesA.classes, codesB.classes);
  const manyClasses = [a, b].some(({ classes = 0 }) => classes > 2);
  const bothBinary = [a, b].every(({ classes }) => classes !== undefined);
  return {
    a: a.name,
    b: b.name,
    correlation: manyClasses
      ? cramersV(counts)
      : bothBinary
        ? phi(counts)
        : pearson(numbersOf(a), numbersOf(b)),
    measure: manyClasses ? 'cramers-v' : bothBinary ? 'phi' : 'pearson',
    mutualInformation: tableInformation(counts),
  };
}

function codesOf({ values, classes }: Variable): { codes: Int32Array; classes: number } {
  if (classes !== undefined) return { codes: values as Int32Array, classes };
  return { codes: quantileCodes(values as Float32Array, DECILES), classes: DECILES };
}

const numbersOf = ({ values, classes }: Variable): ArrayLike<number> =>
  classes === undefined ? values : Float64Array.from(values, (code) => (code < 0 ? Number.NaN : code));
