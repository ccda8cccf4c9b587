import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRegistry, type Dataset } from '@mimmx/core';
import { afterAll } from 'vitest';
import { plugin } from '../src/index.ts';

/** A fresh folder that is removed when the file's tests are over. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mimmx-cxr-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens a data set by name as a run does. It is closed when the file's tests are over. */
export async function open(
  name: string,
  options: Record<string, unknown>,
  root = '.',
  seed = 1,
): Promise<Dataset> {
  const dataset = await createRegistry().use(plugin).create('dataset', name, { root, seed }, options);
  afterAll(() => dataset.close?.());
  return dataset;
}

/** How many rows have each combination of labels, e.g. `{ 'F AP': 3 }`; rows with a missing value are left out. */
export function cellCounts({ table }: Dataset, names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (let row = 0; row < table.length; row++) {
    const labels = names.map((name) => {
      const column = table.columns[name];
      return column?.kind === 'categorical' ? column.labels[column.codes[row]!] : String(column?.values[row]);
    });
    if (labels.includes(undefined)) continue;
    const key = labels.join(' ');
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
