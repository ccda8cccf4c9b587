import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { greyTable } from '../../src/decode/dicom/grey-levels.ts';
import { storedPixels } from '../../src/decode/dicom/pixels/stored-pixels.ts';
import { readDicom } from '../../src/decode/dicom/read-dicom.ts';
import { difference } from './fixture.ts';

interface Entry {
  readonly file: string;
  readonly what: string;
  readonly error?: string;
  readonly lossy: boolean;
  readonly bits: number;
  readonly signed: number;
  readonly stored: string;
  readonly levels: string;
}

/** What came of comparing files with another reader's. */
export interface Comparison {
  readonly made: number;
  /** Files that the other one reads, too, and that were compared. */
  readonly compared: number;
  readonly differences: readonly string[];
}

/** A Python with pydicom, GDCM and numpy (Debian: python3-pydicom, python3-gdcm), or null. PYTHON names another one. */
export function pythonWithPydicom(): string | null {
  const python = process.env.PYTHON ?? '/usr/bin/python3';
  return spawnSync(python, ['-c', 'import pydicom, gdcm, numpy']).status === 0 ? python : null;
}

/** Has pydicom write random files into a folder, and compares stored values and grey levels with its reading of them. */
export async function comparePydicom(
  python: string,
  folder: string,
  seed: number,
  count: number,
): Promise<Comparison> {
  const script = fileURLToPath(new URL('pydicom_files.py', import.meta.url));
  execFileSync(python, [script, folder, String(seed), String(count)], { stdio: 'ignore' });
  const entries: Entry[] = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'));
  const read = entries.filter(({ error }) => error === undefined);
  const differences: string[] = [];
  for (const entry of read) {
    const found = await differenceOf(folder, entry).catch((error: Error) => error.message);
    if (found) differences.push(`${entry.file} (${entry.what}): ${found}`);
  }
  return { made: entries.length, compared: read.length, differences };
}

const decoded = (base64: string): ArrayBuffer => new Uint8Array(Buffer.from(base64, 'base64')).buffer;

/** What differs from pydicom's reading, or null. */
async function differenceOf(folder: string, entry: Entry): Promise<string | null> {
  const file = readDicom(new Uint8Array(readFileSync(join(folder, entry.file))));
  const stored = await storedPixels(file);
  const table = greyTable(file, stored, 'header');
  // A lossy codec may overshoot the stored range, which pydicom passes on.
  const [low, high] = entry.signed ? [-32768, 32767] : [0, 2 ** entry.bits - 1];
  const expected = new Int32Array(decoded(entry.stored)).map((value) => Math.min(Math.max(value, low), high));
  const { most } = difference(stored.values, expected);
  if (most > (entry.lossy ? 1 : 0)) return `stored values differ by ${most}`;
  // The grey level of a lossy value that differs by one says nothing.
  if (most > 0) return null;
  const grey = Float64Array.from(stored.values, (value) => table[value & 0xffff]! / 65535);
  const away = difference(grey, new Float64Array(decoded(entry.levels))).most;
  return away > 1e-4 ? `grey levels differ by ${away}` : null;
}
