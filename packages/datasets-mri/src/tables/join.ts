import { type Column, MimmxError, type Table } from '@mimmx/core';

/** Tables one below the other, with the name of its table as a column. Ids and patients get it as a prefix. */
export interface JoinedTable {
  readonly table: Table;
  /** First row of each table, and behind the last the number of rows. */
  readonly starts: readonly number[];
}

/**
 * Joins tables. A column that a table does not have is missing in its rows; classes are matched by label.
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
  const columns: Record<string, Column> = {
    [column]: { kind: 'categorical', codes: source, labels: names },
  };
  for (const name of new Set(parts.flatMap((part) => Object.keys(part.columns)))) {
    if (name === column)
      throw new MimmxError(
        'E_JOIN',
        `A joined data set already has a column "${name}". Set column to another name.`,
      );
    columns[name] = joinColumn(name, tables, length, starts);
  }
  return { table: { length, ids, patients, patientIds, columns }, starts };
}

function joinColumn(
  name: string,
  tables: Readonly<Record<string, Table>>,
  length: number,
  starts: readonly number[],
): Column {
  const parts = Object.entries(tables).map(([set, { columns }]) => ({ set, column: columns[name] }));
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
    const unit = parts.flatMap(({ column }) => (column?.kind === 'number' ? (column.unit ?? []) : []))[0];
    return { kind: 'number', values, ...(unit === undefined ? {} : { unit }) };
  }
  const labels = [
    ...new Set(parts.flatMap(({ column }) => (column?.kind === 'categorical' ? column.labels : []))),
  ];
  const codes = new Int32Array(length).fill(-1);
  parts.forEach(({ column }, at) => {
    if (column?.kind !== 'categorical') return;
    const recode = column.labels.map((label) => labels.indexOf(label));
    column.codes.forEach((code, row) => {
      codes[starts[at]! + row] = code < 0 ? -1 : recode[code]!;
    });
  });
  return { kind: 'categorical', codes, labels };
}
