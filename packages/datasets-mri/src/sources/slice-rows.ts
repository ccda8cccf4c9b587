import { resolve } from 'node:path';
import { type Column, MimmxError, type Table } from '@mimmx/core';
import type { Quarantine } from '@mimmx/data/files';
import { takeRows } from '../tables/columns.ts';
import { type KeyedTable, keyOf, readKeyedTable } from '../tables/keyed-table.ts';
import type { VolumeOptions } from './volume-options.ts';

type Labels = NonNullable<NonNullable<VolumeOptions['slices']>['labels']>;

/** One row for each chosen slice. */
export interface SliceRows {
  readonly table: Table;
  /** Volume of each row. */
  readonly volumeOf: Int32Array;
  /** Which of its volume's chosen slices each row is. */
  readonly itemOf: Int32Array;
}

/**
 * Makes a table of slices of a table of volumes.
 *
 * @param planes stored index of each chosen slice, for each volume
 * @param counts slices that each volume has, chosen or not
 * @param sessions session of each volume, for label tables that have a row for each session
 * @throws E_SLICE_LABELS if no row of the label table belongs to a volume, or a row belongs to several
 */
export async function sliceRows(
  volumes: Table,
  planes: readonly (readonly number[])[],
  counts: readonly number[],
  sessions: readonly string[],
  labels: Labels | undefined,
  root: string,
  reading: Pick<VolumeOptions, 'decimal' | 'missing' | 'delimiter' | 'sheet'>,
  quarantine: Quarantine,
): Promise<SliceRows> {
  const length = planes.reduce((sum, chosen) => sum + chosen.length, 0);
  const volumeOf = new Int32Array(length);
  const itemOf = new Int32Array(length);
  const stored = new Float64Array(length);
  const ids: string[] = [];
  for (const [volume, chosen] of planes.entries()) {
    for (const [item, plane] of chosen.entries()) {
      const row = ids.length;
      volumeOf[row] = volume;
      itemOf[row] = item;
      stored[row] = plane;
      ids.push(`${volumes.ids[volume]}_slice-${String(plane).padStart(3, '0')}`);
    }
  }
  const columns: Record<string, Column> = {};
  for (const [name, column] of Object.entries(volumes.columns)) columns[name] = takeRows(column, volumeOf);
  columns.slice = { kind: 'number', values: stored };
  if (labels) {
    const table = await readKeyedTable(resolve(root, labels.file), {
      key: [{ column: labels.id }, { column: labels.session, optional: true }, { column: labels.index }],
      columns: labels.columns,
      table: reading,
      quarantine,
      name: labels.file,
    });
    const rows = matchRows(table, labels, volumes, counts, sessions, quarantine, volumeOf, stored);
    for (const [name, column] of Object.entries(table.columns)) columns[name] = takeRows(column, rows);
  }
  const { patientIds } = volumes;
  const patients = volumeOf.map((volume) => volumes.patients[volume]!);
  const { images } = volumes;
  const most = Math.max(1, ...planes.map((chosen) => chosen.length));
  const same = images ? { images: volumeOf.map((volume, row) => images[volume]! * most + itemOf[row]!) } : {};
  return { table: { length, ids, patients, patientIds, ...same, columns }, volumeOf, itemOf };
}

/** Row of the label table for each slice, −1 where it has none. */
function matchRows(
  table: KeyedTable,
  labels: Labels,
  volumes: Table,
  counts: readonly number[],
  sessions: readonly string[],
  quarantine: Quarantine,
  volumeOf: Int32Array,
  stored: Float64Array,
): Int32Array {
  const bySession = table.header.some((name) => name.toLowerCase() === labels.session.toLowerCase());
  const volumeOfKey = new Map<string, number | 'several'>();
  const claim = (key: string, volume: number) =>
    volumeOfKey.set(key, volumeOfKey.has(key) && volumeOfKey.get(key) !== volume ? 'several' : volume);
  for (let volume = 0; volume < volumes.length; volume++) {
    const session = bySession ? [sessions[volume] ?? ''] : [];
    claim(keyOf(volumes.patientIds[volumes.patients[volume]!]!, ...session), volume);
    claim(keyOf(volumes.ids[volume]!, ...session), volume);
  }

  const rowOf = new Map<string, number>();
  for (const [key, row] of table.rows) {
    const cut = key.lastIndexOf('\0');
    const volume = volumeOfKey.get(key.slice(0, cut));
    if (volume === undefined) continue;
    const said = key.slice(0, cut).replaceAll('\0', ', ').slice(0, 80);
    if (volume === 'several')
      throw new MimmxError(
        'E_SLICE_LABELS',
        `${labels.file}, line ${table.lines[row]}: "${said}" has several volumes. Name the volume in column "${labels.id}" (for example ${volumes.ids[0]}), or add a column "${labels.session}".`,
      );
    const index = Number(key.slice(cut + 1));
    if (!(Number.isInteger(index) && index >= 0 && index < counts[volume]!)) {
      const reason = `slice ${key.slice(cut + 1, cut + 20)} of "${said}", which has 0 to ${counts[volume]! - 1}`;
      quarantine.add({ file: labels.file, line: table.lines[row]!, reason });
      continue;
    }
    rowOf.set(keyOf(volume, index), row);
  }
  if (rowOf.size === 0)
    throw new MimmxError(
      'E_SLICE_LABELS',
      `No row of ${labels.file} belongs to a volume: column "${labels.id}" must hold patients (${volumes.patientIds[0]}) or volumes (${volumes.ids[0]}).`,
    );
  return volumeOf.map((volume, row) => rowOf.get(keyOf(volume, stored[row]!)) ?? -1);
}
