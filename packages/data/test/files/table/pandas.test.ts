import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import { comparePandas, pythonWithPandas } from './pandas-comparison.ts';

/** Sixty in a few seconds; more by `npm run fuzz:data -- --only table`. */
const TABLES = 60;

test(`${TABLES} tables that pandas wrote in random dialects read as pandas reads them`, async ({ skip }) => {
  const python = pythonWithPandas();
  if (!python) return skip('no Python with pandas was found (Debian: python3-pandas)');
  const folder = join(scratch(), 'tables');
  mkdirSync(folder);
  const { made, compared, differences } = await comparePandas(python, folder, 1, TABLES);
  expect(differences).toEqual([]);
  expect(made).toBe(TABLES);
  expect(compared).toBeGreaterThan(3 * TABLES);
}, 300_000);
