import { type Column, MimmxError, type Table } from '@mimmx/core';
import { classKey, findColumn } from '@mimmx/data/files';

/** Tables one below the other, with the name of its table as a column. Ids and patients get it as a prefix. */
export interface JoinedTable {
  readonly table: Table;
  /** First row of each table, and behind the last the number of rows. */
  readonly starts: readonly number[];
}

/**
 * Joins tables. A column that a table does not have is missing in its rows; columns and classes are matched by name,
 * whatever their case and blanks.
 *
 * @param column name of the new column
 * @throws E_JOIN if a column has numbers in one table and classes in another, or the new name is taken
 */
export function joinTables(tables: Readonly<Record<string, Table>>, column: string): JoinedTable {
  const names = Object.keys(tables);
  const parts = Object.values(tables);
  const starts = [0];
  for (const { length } of parts) starts.push(starts.at(-1)! + length);
  const length = starts.at(-1)!;
  const ids: string[] = [];
  const patientIds: string[] = [];
  const patients = new Int32Array(length);
  const source = new Int32Array(length);
  parts.forEach((part, at) => {
    const offset = patientIds.length;
    for (const id of part.patientIds) patientIds.push(`${names[at]}:${id}`);
    for (let row = 0; row < part.length; row++) {
      ids.push(`${names[at]}:${part.ids[row]}`);
      patients[starts[at]! + row] = offset + part.patients[row]!;
      source[starts[at]! + row] = at;
    }
  });
  const columns = new Map<string, Column>([[column, { kind: 'categorical', codes: source, labels: names }]]);
  const every = parts.flatMap((part) => Object.keys(part.columns));
  // Columns that differ in case or blanks only are one, called as in the first table.
  const called = new Map<string, string>();
  for (const name of every) if (!called.has(classKey(name))) called.set(classKey(name), name);
  for (const name of called.values()) {
    if (name === column)
      throw new MimmxError(
        'E_JOIN',
        `A joined data set already has a column "${name}". Set column to another name.`,
      );
    columns.set(name, joinColumn(name, tables, length, starts));
  }
  const order = parts.some((part) => part.order)
    ? Int32Array.from(
        parts.flatMap((part, at) =>
          Array.from(part.order ?? part.ids.keys(), (row: number) => starts[at]! + row),
        ),
      )
    : undefined;
  const images = joinImages(parts, starts);
  return {
    table: {
      length,
      ids,
      patients,
      patientIds,
      ...(images ? { images } : {}),
      ...(order ? { order } : {}),
      columns: Object.fromEntries(columns),
    },
    starts,
  };
}

/** Numbers of images, apart for each table; null if no table needs them. */
function joinImages(parts: readonly Table[], starts: readonly number[]): Int32Array | null {
  if (!parts.some(({ images }) => images)) return null;
  const joined = new Int32Array(starts.at(-1)!);
  let next = 0;
  parts.forEach(({ images, length }, at) => {
    const offset = next;
    for (let row = 0; row < length; row++) {
      const image = offset + (images?.[row] ?? row);
      joined[starts[at]! + row] = image;
      next = Math.max(next, image + 1);
    }
  });
  return joined;
}

function joinColumn(
  name: string,
  tables: Readonly<Record<string, Table>>,
  length: number,
  starts: readonly number[],
): Column {
  const parts = Object.entries(tables).map(([set, table]) => ({
    set,
    column: findColumn(table, name, `set "${set}"`),
  }));
  const notes = parts.flatMap(({ set, column }) => (column?.notes ?? []).map((note) => `${set}: ${note}`));
  const noted = notes.length > 0 ? { notes } : {};
  const numbers = parts.filter(({ column }) => column?.kind === 'number');
  const classes = parts.filter(({ column }) => column?.kind === 'categorical');
  if (numbers.length > 0 && classes.length > 0) {
    const labels = classes[0]!.column?.kind === 'categorical' ? classes[0]!.column.labels : [];
    throw new MimmxError(
      'E_JOIN',
      `Column "${name}" has numbers in "${numbers[0]!.set}" but classes in "${classes[0]!.set}" (${labels.slice(0, 5).join(', ')}). Give both the same kind or labels in their columns option.`,
    );
  }
  if (numbers.length > 0) {
    const values = new Float64Array(length).fill(Number.NaN);
    parts.forEach(({ column }, at) => {
      if (column?.kind === 'number') values.set(column.values, starts[at]!);
    });
    const units = new Set(
      parts.flatMap(({ column }) => (column?.kind === 'number' ? (column.unit ?? []) : [])),
    );
    const [unit] = units;
    if (units.size > 1)
      throw new MimmxError(
        'E_JOIN',
        `Column "${name}" is in ${[...units].join(' and in ')}. Give all data sets one unit.`,
      );
    return { kind: 'number', values, ...(unit === undefined ? {} : { unit }), ...noted };
  }
  const every = parts.flatMap(({ column }) => (column?.kind === 'categorical' ? column.labels : []));
  const exact = parts.some(
    ({ column }) =>
      column?.kind === 'categorical' && new Set(column.labels.map(classKey)).size < column.labels.length,
  );
  const keyOf = exact ? (label: string) => label : classKey;
  const codeOf = new Map<string, number>();
  const labels: string[] = [];
  for (const label of every) if (!codeOf.has(keyOf(label))) codeOf.set(keyOf(label), labels.push(label) - 1);
  const codes = new Int32Array(length).fill(-1);
  parts.forEach(({ column }, at) => {
    if (column?.kind !== 'categorical') return;
    const recode = column.labels.map((label) => codeOf.get(keyOf(label)));
    column.codes.forEach((code, row) => {
      codes[starts[at]! + row] = code < 0 ? -1 : recode[code]!;
    });
  });
  return { kind: 'categorical', codes, labels, ...noted };
}
