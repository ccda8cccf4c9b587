import { expect, test } from 'vitest';
import { scratch } from '../fixtures/cases.ts';
import { realData } from '../fixtures/real-data.ts';
import { compareNibabel, pythonWithNibabel, writeVolumes } from './nibabel-comparison.ts';

const python = pythonWithNibabel();
const NONE = 'no Python with nibabel was found (Debian: python3-nibabel)';
/** Sixty in a few seconds; more by `npm run fuzz:data -- --only nifti`. */
const VOLUMES = 60;

test('the files of nibabel’s own tests read as nibabel reads them', async ({ skip }) => {
  if (!python) return skip(NONE);
  const { made, compared, differences } = await compareNibabel(python);
  if (made === 0) skip('this nibabel was installed without its test files');
  expect(differences).toEqual([]);
  expect(compared).toBeGreaterThan(3);
});

test('real volumes read as nibabel reads them', async ({ skip }) => {
  if (!python) return skip(NONE);
  expect(await compareNibabel(python, realData('lgg-bids', skip))).toMatchObject({
    compared: 40,
    differences: [],
  });
});

test(`${VOLUMES} random volumes that nibabel wrote read as nibabel reads them`, async ({ skip }) => {
  if (!python) return skip(NONE);
  const folder = scratch();
  writeVolumes(python, folder, 1, VOLUMES);
  const { compared, differences } = await compareNibabel(python, folder, String(VOLUMES));
  expect(differences).toEqual([]);
  // Some bytes between header and voxels nibabel takes for an extension that is cut.
  expect(compared).toBeGreaterThan(0.9 * VOLUMES);
}, 120_000);
