import { expect, test } from 'vitest';
import { scratch } from '../open.ts';
import { comparePydicom, pythonWithPydicom } from './pydicom-comparison.ts';

// `npm run fuzz:data -- --only dicom` makes it a long run of another seed.
const COUNT = 150;
/** Seeds kept: among their first 500 files are those that were once read otherwise (signed JPEG 2000 of 8 bits, …). */
const SEEDS = [1, 2];

test.for(SEEDS)('random DICOM files of seed %i are read as pydicom reads them', async (seed, { skip }) => {
  const python = pythonWithPydicom();
  if (!python)
    return skip('no Python with pydicom and GDCM was found (Debian: python3-pydicom, python3-gdcm)');
  const { compared, differences } = await comparePydicom(python, scratch(), seed, COUNT);
  expect(compared).toBeGreaterThan(0.9 * COUNT);
  expect(differences).toEqual([]);
});
