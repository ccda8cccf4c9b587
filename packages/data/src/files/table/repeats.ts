import type { Column } from '@mimmx/core';
import type { Repeats } from './options.ts';
import type { ManifestTable } from './rows.ts';
import { selectRows } from './select-rows.ts';

/** Rows of one image made one, or left, as the option says; with a note of what was done. */
export function mergeRepeats(manifest: ManifestTable, how: Repeats): ManifestTable {
  const { table } = manifest;
  const { images } = table;
  if (!images) return manifest;
  if (how === 'agree') {
    const count = images.reduce((most, image) => Math.max(most, image + 1), 0);
    const said = `${count} images are listed in ${table.length} rows; each row counts.`;
    return { ...manifest, notes: [...manifest.notes, said] };
  }
  const groups = new Map<number, number[]>();
  for (const [row, image] of images.entries()) {
    const own = groups.get(image);
    if (own) own.push(row);
    else groups.set(image, [row]);
  }
  const listed = `${groups.size} images are listed in ${table.length} rows`;
  if (how === 'each') {
    const { images: _, ...rest } = table;
    return { ...manifest, table: rest, notes: [...manifest.notes, `${listed}; each row counts.`] };
  }
  const several = [...groups.values()];
  const differing: string[] = [];
  const columns = Object.entries(table.columns).map(([name, column]) => {
    const { merged, conflicts } = mergeColumn(column, several, how);
    if (conflicts > 0) differing.push(`${name} (${conflicts})`);
    return [name, merged] as const;
  });
  const first = selectRows(
    manifest,
    Int32Array.from(several, (own) => own[0]!),
  );
  const { images: _, ...rest } = first.table;
  const said = differing.length > 0 ? `; images whose rows differ: ${differing.join(', ')}` : '';
  return {
    ...first,
    table: { ...rest, columns: Object.fromEntries(columns) },
    repeated: 0,
    notes: [...manifest.notes, `${listed}; they were merged (${how})${said}.`],
  };
}

function mergeColumn(
  column: Column,
  groups: readonly (readonly number[])[],
  how: 'once' | 'majority' | 'any',
): { merged: Column; conflicts: number } {
  let conflicts = 0;
  const one = (values: readonly number[], none: number): number => {
    const differ = values.some((value) => value !== values[0]);
    if (differ) conflicts++;
    if (values.length === 0) return none;
    if (!differ) return values[0]!;
    if (how === 'once') return none;
    if (how === 'any') return anyOf(values, column) ?? none;
    if (column.kind === 'number') return values.reduce((a, b) => a + b, 0) / values.length;
    return mostFrequent(values) ?? none;
  };
  if (column.kind === 'number') {
    const values = Float64Array.from(groups, (rows) =>
      one(
        rows.map((row) => column.values[row]!).filter((value) => !Number.isNaN(value)),
        Number.NaN,
      ),
    );
    return { merged: { ...column, values }, conflicts };
  }
  const codes = Int32Array.from(groups, (rows) =>
    one(
      rows.map((row) => column.codes[row]!).filter((code) => code >= 0),
      -1,
    ),
  );
  return { merged: { ...column, codes }, conflicts };
}

const NEGATIVE = /^(?:0|no|none|neg|negative|normal|absent|false|healthy|control|no finding)$/i;

/** The greatest number; the most frequent class that is not a negative. */
function anyOf(values: readonly number[], column: Column): number | null {
  if (column.kind === 'number') return Math.max(...values);
  return mostFrequent(values.filter((code) => !NEGATIVE.test(column.labels[code]!)));
}

/** Null if two are. */
function mostFrequent(values: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [[best, most] = [0, 0], [, next] = [0, 0]] = [...counts].sort((a, b) => b[1] - a[1]);
  return most > next ? best : null;
}
