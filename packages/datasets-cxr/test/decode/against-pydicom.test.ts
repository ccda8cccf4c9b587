import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { greyTable } from '../../src/decode/dicom/grey-levels.ts';
import { storedPixels } from '../../src/decode/dicom/pixels/stored-pixels.ts';
import { readDicom } from '../../src/decode/dicom/read-dicom.ts';
import { scratch } from '../open.ts';
import { difference } from './fixture.ts';

// PYTHON names another interpreter; PYDICOM_FILES=2000 makes it a long run, PYDICOM_SEED another one.
const python = process.env.PYTHON ?? '/usr/bin/python3';
const count = Number(process.env.PYDICOM_FILES ?? 150);
/** Seeds kept: among their first 500 files are those that were once read otherwise (signed JPEG 2000 of 8 bits, …). */
const seeds = process.env.PYDICOM_SEED ? [Number(process.env.PYDICOM_SEED)] : [1, 2];
const present = spawnSync(python, ['-c', 'import pydicom, gdcm, numpy']).status === 0;

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

const decoded = (base64: string): ArrayBuffer => new Uint8Array(Buffer.from(base64, 'base64')).buffer;

/** What differs from pydicom's reading, or null. */
async function comparison(folder: string, entry: Entry): Promise<string | null> {
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

describe.skipIf(!present)(
  'random DICOM files are read as pydicom reads them (skipped without python3-pydicom and python3-gdcm)',
  () => {
    test.each(seeds)('seed %i', { timeout: 600_000 }, async (seed) => {
      const folder = scratch();
      const script = fileURLToPath(new URL('pydicom_files.py', import.meta.url));
      execFileSync(python, [script, folder, String(seed), String(count)], { stdio: 'ignore' });
      const entries: Entry[] = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'));
      const read = entries.filter(({ error }) => error === undefined);
      expect(read.length).toBeGreaterThan(0.9 * count);
      const wrong: string[] = [];
      for (const entry of read) {
        const found = await comparison(folder, entry).catch((error: Error) => error.message);
        if (found) wrong.push(`${entry.file} (${entry.what}): ${found}`);
      }
      expect(wrong).toEqual([]);
    });
  },
);
