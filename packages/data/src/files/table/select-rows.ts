import type { Column, Table } from '@mimmx/core';
import type { ManifestTable } from './rows.ts';

/** A table with some of its rows, in the given order. Patients keep their codes. */
export function selectRows(manifest: ManifestTable, rows: Int32Array): ManifestTable {
  const { table, files, lines } = manifest;
  const { images } = table;
  return {
    ...manifest,
    table: {
      length: rows.length,
      ids: Array.from(rows, (row) => table.ids[row]!),
      patients: rows.map((row) => table.patients[row]!),
      patientIds: table.patientIds,
      ...(images ? { images: rows.map((row) => images[row]!) } : {}),
      columns: Object.fromEntries(
        Object.entries(table.columns).map(([name, column]) => [name, selectColumn(column, rows)]),
      ),
    } satisfies Table,
    files: Array.from(rows, (row) => files[row]!),
    lines: rows.map((row) => lines[row]!),
  };
}

const selectColumn = (column: Column, rows: Int32Array): Column =>
  column.kind === 'number'
    ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) }
    : { ...column, codes: rows.map((row) => column.codes[row]!) };
