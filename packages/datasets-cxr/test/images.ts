import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';

/** Writes a plain grey PNG of one level below a folder, making the folders between. */
export async function writePng(root: string, path: string, level: number): Promise<void> {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  const pixels = new Uint8Array(12 * 12).fill(level);
  const format = path.endsWith('.jpg') ? 'jpeg' : 'png';
  writeFileSync(
    full,
    await sharp(pixels, { raw: { width: 12, height: 12, channels: 1 } })
      .toFormat(format)
      .toBuffer(),
  );
}

/** Labels of a categorical column, or values of a number column, row by row; null where missing. */
export const valuesOf = (
  { columns }: { readonly columns: Readonly<Record<string, import('@mimmx/core').Column>> },
  name: string,
): (string | number | null)[] => {
  const column = columns[name];
  if (!column) throw new Error(`no column ${name}; there are ${Object.keys(columns)}`);
  return column.kind === 'number'
    ? [...column.values].map((value) => (Number.isNaN(value) ? null : value))
    : [...column.codes].map((code) => column.labels[code] ?? null);
};
