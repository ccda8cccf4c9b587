import { cellCodes, type Factor, strataOf, type Task } from '@mimmx/core';
import type { Predicted, RowStructure } from '@mimmx/evaluation';
import type { Prediction } from '../record.ts';

/** The same test rows under two trainings: the truth once, and what each said, seed by seed. */
export interface PairedRows {
  readonly truth: Omit<Predicted, 'values'> & RowStructure;
  /** Predictions of each, one array for each seed. */
  readonly a: readonly Float64Array[];
  readonly b: readonly Float64Array[];
}

/** Rows of two trainings held against each other: one block of pairs, one for each seed of both, or why there is none. */
export type Pairing =
  | { readonly kind: 'paired'; readonly blocks: readonly PairedRows[]; readonly seeds: string }
  | { readonly kind: 'unpaired'; readonly why: string };

type Rows = ReadonlyMap<string, Prediction>;

/** Rows by what they are: image, patient, labels; an image that was drawn twice is two rows. */
function rowsByKey(predictions: readonly Prediction[]): Rows {
  const rows = new Map<string, Prediction>();
  for (const row of predictions) {
    if (!row.probabilities.every(Number.isFinite)) continue;
    const key = JSON.stringify([row.id, row.patient, row.y, row.z]);
    let own = key;
    for (let copy = 1; rows.has(own); copy++) own = `${key} ${copy}`;
    rows.set(own, row);
  }
  return rows;
}

function bySeed(predictions: readonly Prediction[]): Map<number, Rows> {
  const seeds = [...new Set(predictions.map(({ seed }) => seed))].sort((a, b) => a - b);
  return new Map(seeds.map((seed) => [seed, rowsByKey(predictions.filter((row) => row.seed === seed))]));
}

const same = (a: Rows, b: Rows): boolean => a.size === b.size && [...a.keys()].every((key) => b.has(key));

/**
 * Pairs what two trainings predicted for a test set, row by row. They are paired where both have the very same rows: of
 * rows that they merely share, neither set's numbers would speak.
 *
 * @param a predictions of one method on one set, all its seeds
 */
export function pairRows(
  set: string,
  task: Task,
  a: readonly Prediction[],
  b: readonly Prediction[],
): Pairing {
  const [one, two] = [bySeed(a), bySeed(b)];
  const [first, other] = [[...one.values()][0], [...two.values()][0]];
  if (!first?.size || !other?.size) {
    const neither = !first?.size && !other?.size;
    return { kind: 'unpaired', why: `no predictions of it in ${neither ? 'both' : 'one'} of the runs` };
  }
  const all = [...one.values(), ...two.values()];
  if (all.every((rows) => same(rows, first))) {
    const block = blockOf(set, task, first, [...one.values()], [...two.values()]);
    const seeds = one.size === two.size ? `${one.size}` : `${one.size} and ${two.size}`;
    return { kind: 'paired', blocks: [block], seeds };
  }
  const common = [...one.keys()].filter((seed) => two.has(seed));
  const pairs = common.map((seed) => [one.get(seed)!, two.get(seed)!] as const);
  if (pairs.length > 0 && pairs.every(([own, theirs]) => same(own, theirs))) {
    const blocks = pairs.map(([own, theirs]) => blockOf(set, task, own, [own], [theirs]));
    return { kind: 'paired', blocks, seeds: `${common.length}` };
  }
  const shared = [...first.keys()].filter((key) => other.has(key)).length;
  return {
    kind: 'unpaired',
    why: `not the same test rows: ${first.size} and ${other.size}, of which ${shared} are in both`,
  };
}

function blockOf(set: string, task: Task, rows: Rows, a: readonly Rows[], b: readonly Rows[]): PairedRows {
  const keys = [...rows.keys()];
  const truth = keys.map((key) => rows.get(key)!);
  const values = (of: Rows) => Float64Array.from(keys.flatMap((key) => of.get(key)!.probabilities));
  return { truth: truthOf(set, task, truth), a: a.map(values), b: b.map(values) };
}

/** Codes of labels; −1 where there is none. */
function coded(texts: readonly string[], labels: readonly string[]): Int32Array {
  const codes = new Map(labels.map((label, code) => [label, code]));
  return Int32Array.from(texts, (text) => codes.get(text) ?? -1);
}

/** A confounder as a set has it: codes, or numbers with NaN where there is none. */
const columnOf = (factor: Factor, texts: readonly string[]): Int32Array | Float64Array =>
  factor.kind === 'categorical'
    ? coded(texts, factor.labels)
    : Float64Array.from(texts, (text) => (text === '' ? Number.NaN : Number(text)));

function truthOf(set: string, task: Task, rows: readonly Prediction[]): PairedRows['truth'] {
  const { y } = task;
  const numbers = new Map<string, number>();
  for (const { patient } of rows) if (!numbers.has(patient)) numbers.set(patient, numbers.size);
  const columns = task.z.map((factor, i) =>
    columnOf(
      factor,
      rows.map((row) => row.z[i] ?? ''),
    ),
  );
  const truth = rows.map((row) => row.y);
  return {
    set,
    y: y.kind === 'categorical' ? coded(truth, y.labels) : Float64Array.from(truth, Number),
    labels: strataOf(y).labels,
    z: cellCodes(task.z, columns),
    patients: Int32Array.from(rows, ({ patient }) => numbers.get(patient)!),
  };
}
