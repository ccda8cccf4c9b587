import type { Column, Dataset } from '@mimmx/core';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * What a data set says of itself, in 32 hexadecimal digits: ids, patients, every column, the shape of its images and the
 * factors that can be set; and what it says of its files. Pixels are not read.
 */
export function fingerprint(dataset: Pick<Dataset, 'table' | 'shape' | 'settable' | 'files'>): string {
  const hash = sha256.create();
  const text = (value: unknown) => hash.update(utf8ToBytes(`${JSON.stringify(value)}\n`));
  const bytes = (values: ArrayBufferView) =>
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  const { table } = dataset;
  text([table.length, dataset.shape, dataset.settable]);
  // In pieces: a million ids are a long text.
  for (let from = 0; from < table.length; from += 10_000) text(table.ids.slice(from, from + 10_000));
  bytes(table.patients);
  for (let from = 0; from < table.patientIds.length; from += 10_000)
    text(table.patientIds.slice(from, from + 10_000));
  const columns: readonly [string, Column][] =
    table.columns instanceof Map ? [...table.columns] : Object.entries(table.columns);
  for (const [name, column] of columns) {
    text([name, column.kind, column.kind === 'categorical' ? column.labels : (column.unit ?? null)]);
    bytes(column.kind === 'categorical' ? column.codes : column.values);
  }
  if (dataset.files !== undefined) text(['files', dataset.files]);
  return bytesToHex(hash.digest()).slice(0, 32);
}
