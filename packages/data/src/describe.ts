import type { Factor } from '@mimmx/core';
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
  /** Groups of y and the categorical z, with their labels by factor name. Empty ones are counted in `emptyCells`. */
  readonly cells: readonly { readonly labels: Readonly<Record<string, string>>; readonly count: number }[];
  /** Groups without a sample. */
  readonly emptyCells: number;
  /** Samples in no group, since a categorical confounder is missing. */
  readonly ungrouped: number;
  /** Every pair of y, z1 … zN. */
  readonly dependence: readonly PairReport[];
}

/** @param available number of images that the set could draw on */
export function describeCells(set: SampleSet, resolved: ResolvedTask, available: number): CellReport {
  const counts = new Map<number, number>();
  for (const group of set.group) counts.set(group, (counts.get(group) ?? 0) + 1);
  const ungrouped = counts.get(-1) ?? 0;
  counts.delete(-1);
  const variables = [
    { factor: resolved.task.y, values: set.target ?? (set.y as Int32Array | Float32Array) },
    ...resolved.task.z.map((factor, i) => ({ factor, values: set.z[i] ?? new Int32Array() })),
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
    dependence: variables.flatMap((a, i) => variables.slice(i + 1).map((b) => describePair(a, b))),
  };
}

interface Variable {
  readonly factor: Factor;
  readonly values: Int32Array | Float32Array;
}

const DECILES = 10;

function describePair(a: Variable, b: Variable): PairReport {
  const [codesA, codesB] = [codesOf(a), codesOf(b)];
  const counts = contingency(codesA.codes, codesB.codes, codesA.classes, codesB.classes);
  const manyClasses = [a, b].some(({ factor }) => factor.kind === 'categorical' && factor.classes > 2);
  const bothBinary = [a, b].every(({ factor }) => factor.kind === 'categorical');
  return {
    a: a.factor.name,
    b: b.factor.name,
    correlation: manyClasses
      ? cramersV(counts)
      : bothBinary
        ? phi(counts)
        : pearson(numbersOf(a), numbersOf(b)),
    measure: manyClasses ? 'cramers-v' : bothBinary ? 'phi' : 'pearson',
    mutualInformation: tableInformation(counts),
  };
}

function codesOf({ factor, values }: Variable): { codes: Int32Array; classes: number } {
  if (factor.kind === 'categorical') return { codes: values as Int32Array, classes: factor.classes };
  return { codes: quantileCodes(values as Float32Array, DECILES), classes: DECILES };
}

const numbersOf = ({ factor, values }: Variable): ArrayLike<number> =>
  factor.kind === 'categorical'
    ? Float64Array.from(values, (code) => (code < 0 ? Number.NaN : code))
    : values;
