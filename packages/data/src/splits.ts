import { MimmxError, type Random, suggest, type Table } from '@mimmx/core';
import { columnValues } from './column-values.ts';
import { findColumn } from './find-column.ts';
import { observedCodes, type ResolvedTask } from './resolved-task.ts';
import { independentTable, largestRemainder } from './rounding.ts';
import type { SampleSet } from './samples.ts';
import { classKey } from './spelling.ts';
import type { SplitConfig } from './split-schema.ts';

/** Rows of each part, ascending. Every patient is in one part only. */
export interface Split {
  readonly train: Int32Array;
  /** Drawn from the training images. */
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

/**
 * Divides the rows that a task can use, by patient and stratified by y and the observed confounders that make cells.
 *
 * @throws E_SPLIT if more is asked than there is; E_OVERLAP if a table's own split divides a patient
 */
export function makeSplit(table: Table, resolved: ResolvedTask, config: SplitConfig, random: Random): Split {
  const { eligible } = resolved;
  requirePatients(table, eligible, 'folds' in config ? config.folds : 2);
  const strata = strataOf(resolved);
  if ('column' in config) return splitByColumn(table, resolved, config, random);
  const [train, test] =
    'folds' in config
      ? foldRows(table, resolved, config, random)
      : splitByPatient(
          eligible,
          table.patients,
          strata,
          amounts([config.train, config.test], eligible.length, ['train', 'test']),
          random,
        );
  return { ...carve(train, table, strata, config.validation, random), test: test ?? new Int32Array() };
}

/** @throws E_SPLIT if there are fewer patients than parts, as where all images bear one ID */
function requirePatients({ patients, patientIds }: Table, rows: Int32Array, parts: number): void {
  const present = new Set<number>();
  for (const row of rows) if (present.add(patients[row]!).size >= parts) return;
  const [only = -1] = present;
  const who =
    present.size === 1
      ? `All ${rows.length} images are of one patient ("${patientIds[only]}")`
      : `The ${rows.length} images are of ${present.size} patients`;
  throw new MimmxError(
    'E_SPLIT',
    `${who}, who cannot be divided among ${parts} sides. Check the patient column: anonymised files often bear one ID.`,
  );
}

/**
 * Divides rows into parts of given sizes so that no patient is in two of them, with every stratum in every part in
 * proportion. Sizes are exact if every patient has one image; otherwise a part may miss its size by less than a
 * patient's images. Rows beyond the sizes go to no part.
 *
 * @param patients patient of every row of the table
 * @param strata stratum of every row of the table; a patient counts in that of his first row
 */
export function splitByPatient(
  rows: Int32Array,
  patients: Int32Array,
  strata: Int32Array,
  sizes: readonly number[],
  random: Random,
): Int32Array[] {
  const byPatient = new Map<number, number[]>();
  for (const row of rows) {
    const patient = patients[row] ?? -1;
    const own = byPatient.get(patient);
    if (own) own.push(row);
    else byPatient.set(patient, [row]);
  }
  const byStratum = new Map<number, number[][]>();
  for (const own of byPatient.values()) {
    const stratum = strata[own[0] ?? -1] ?? -1;
    const members = byStratum.get(stratum);
    if (members) members.push(own);
    else byStratum.set(stratum, [own]);
  }
  const ordered = [...byStratum].sort(([a], [b]) => a - b).map(([, members]) => members);
  const unused = Math.max(0, rows.length - sizes.reduce((a, b) => a + b, 0));
  const quotas = independentTable(
    ordered.map((members) => members.reduce((sum, own) => sum + own.length, 0)),
    [...sizes, unused],
  );
  const parts = Array.from({ length: sizes.length + 1 }, (): number[] => []);
  // What a stratum's last patient took too much or left over is settled with the next stratum.
  let quota = quotas[0]?.map(() => 0) ?? [];
  ordered.forEach((members, s) => {
    quota = quota.map((rest, part) => rest + (quotas[s]?.[part] ?? 0));
    for (const own of random.shuffle(members)) {
      const roomiest = quota.indexOf(Math.max(...quota));
      quota[roomiest] = (quota[roomiest] ?? 0) - own.length;
      parts[roomiest]?.push(...own);
    }
  });
  return parts.slice(0, sizes.length).map((part) => Int32Array.from(part).sort());
}

/** The rows of each of k folds, by patient and stratified. */
export function kFolds(table: Table, resolved: ResolvedTask, folds: number, random: Random): Int32Array[] {
  const { length } = resolved.eligible;
  const sizes = largestRemainder(
    Array.from({ length: folds }, () => length / folds),
    length,
  );
  return splitByPatient(resolved.eligible, table.patients, strataOf(resolved), sizes, random);
}

/**
 * Refuses two sets that share an image or a patient.
 *
 * @throws E_OVERLAP naming the sets, how many are shared, and the first image and patient
 */
export function assertDisjoint(
  a: Pick<SampleSet, 'name' | 'rows'>,
  b: Pick<SampleSet, 'name' | 'rows'>,
  table: Table,
): void {
  const patientsOfA = new Set(Array.from(a.rows, (row) => table.patients[row]));
  const rowsOfA = new Set(a.rows);
  const shared = b.rows.filter((row) => rowsOfA.has(row) || patientsOfA.has(table.patients[row]));
  const [first] = shared;
  if (first === undefined) return;
  const patients = new Set(Array.from(shared, (row) => table.patients[row]));
  throw new MimmxError(
    'E_OVERLAP',
    `Sets "${a.name}" and "${b.name}" share ${patients.size} patient(s): image "${table.ids[first]}" of patient ` +
      `"${table.patientIds[table.patients[first] ?? -1]}" in "${b.name}" is of a patient in "${a.name}" too. ` +
      'Split by patient.',
  );
}

/** Stratum of every row: its combination of y and the observed confounders that make cells. */
function strataOf({ y, z }: ResolvedTask): Int32Array {
  const columns = observedCodes(z);
  return y.map((code, row) =>
    columns.reduce(
      (stratum, { codes, classes }) => stratum * (classes + 1) + Math.max(codes[row] ?? -1, -1) + 1,
      Math.max(code, -1) + 1,
    ),
  );
}

function amounts(asked: readonly number[], available: number, names: readonly string[]): number[] {
  const images = asked.map((part) => (part <= 1 ? part * available : part));
  const total = images.reduce((a, b) => a + b, 0);
  if (total > available + 1e-6) {
    const parts = names.map((name, i) => `${name} ${asked[i]}`).join(' and ');
    const fractions = asked.every((part) => part <= 1);
    throw new MimmxError(
      'E_SPLIT',
      fractions
        ? `split: ${parts} are more than all images: fractions may add up to 1 at most. Lower one of them.`
        : `split: ${parts} need ${Math.ceil(total)} images, and the task has ${available}. Ask for less, or give ` +
            'fractions up to 1.',
    );
  }
  if (asked.some((part) => part > 1 && !Number.isInteger(part))) {
    throw new MimmxError(
      'E_SPLIT',
      `split: ${asked.join(', ')}: give whole numbers of images, or fractions up to 1.`,
    );
  }
  return largestRemainder(images, Math.round(total));
}

function carve(
  pool: Int32Array | undefined,
  table: Table,
  strata: Int32Array,
  asked: number,
  random: Random,
): Omit<Split, 'test'> {
  const rows = pool ?? new Int32Array();
  if (asked === 0) return { train: rows, validation: new Int32Array() };
  const [size = 0] = amounts([asked], rows.length, ['validation']);
  const [validation, train] = splitByPatient(
    rows,
    table.patients,
    strata,
    [size, rows.length - size],
    random,
  );
  return { train: train ?? new Int32Array(), validation: validation ?? new Int32Array() };
}

function foldRows(
  table: Table,
  resolved: ResolvedTask,
  config: { folds: number; fold: number },
  random: Random,
): Int32Array[] {
  if (config.fold >= config.folds) {
    throw new MimmxError(
      'E_SPLIT',
      `split: fold ${config.fold} does not exist; ${config.folds} folds are numbered 0 to ${config.folds - 1}.`,
    );
  }
  const folds = kFolds(table, resolved, config.folds, random);
  const train = folds.filter((_, i) => i !== config.fold).flatMap((fold) => [...fold]);
  return [Int32Array.from(train).sort(), folds[config.fold] ?? new Int32Array()];
}

function splitByColumn(
  table: Table,
  resolved: ResolvedTask,
  config: Extract<SplitConfig, { column: string }>,
  random: Random,
): Split {
  const column = findColumn(table, config.column, 'split');
  if (column?.kind !== 'categorical') {
    const what = column
      ? `holds ${columnValues(column)}`
      : suggest(config.column, Object.keys(table.columns));
    throw new MimmxError(
      'E_UNKNOWN_COLUMN',
      `split: no column of classes "${config.column}" in the table. ${what}`,
    );
  }
  const rowsOf = (labels: readonly string[]) => {
    const known = column.labels.map(classKey);
    const wanted = labels.map(classKey);
    const unknown = labels.find((_, i) => !known.includes(wanted[i]!));
    if (unknown !== undefined) {
      throw new MimmxError(
        'E_UNKNOWN_VALUE',
        `split: column "${config.column}" has no value "${unknown}"; it has ${columnValues(column)}.`,
      );
    }
    return resolved.eligible.filter((row) => wanted.includes(known[column.codes[row] ?? -1] ?? ''));
  };
  const train = { name: 'train', rows: rowsOf(config.train) };
  const test = { name: 'test', rows: rowsOf(config.test) };
  assertDisjoint(train, test, table);
  if (!Array.isArray(config.validation)) {
    return { ...carve(train.rows, table, strataOf(resolved), config.validation, random), test: test.rows };
  }
  const validation = { name: 'validation', rows: rowsOf(config.validation) };
  assertDisjoint(train, validation, table);
  assertDisjoint(test, validation, table);
  return { train: train.rows, validation: validation.rows, test: test.rows };
}
