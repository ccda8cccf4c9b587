import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { cells, open } from '../fixtures/open.ts';
import { realData } from '../fixtures/real-data.ts';

test('lgg-bids as slices has the cells of its README, by patient', async ({ skip }) => {
  const folder = realData('lgg-bids', skip);
  const dataset = await open('bids', dirname(folder), {
    images: 'lgg-bids',
    suffix: 'FLAIR',
    slices: { labels: { file: 'slices.tsv' } },
  });
  const [tumour, sex, site] = ['tumor', 'sex', 'site'].map((name) => cells(dataset, name)) as string[][];
  const counts: Record<string, number> = {};
  for (let row = 0; row < dataset.table.length; row++) {
    // Two patients have no sex; the README's table is without their 88 slices.
    if (sex![row] === '') continue;
    const cell = `${tumour![row]} ${sex![row]}-${site![row] === 'DU' ? 'DU' : 'other'}`;
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  expect(counts).toEqual({
    '0 F-DU': 806,
    '0 F-other': 562,
    '0 M-DU': 448,
    '0 M-other': 677,
    '1 F-DU': 408,
    '1 F-other': 303,
    '1 M-DU': 216,
    '1 M-other': 421,
  });
  expect(dataset.table.length).toBe(3929);
  expect(dataset.table.patientIds).toHaveLength(110);
  expect(dataset.shape).toEqual([64, 64, 1]);
  const image = await dataset.image(2000);
  expect(image).toHaveLength(4096);
  expect(Math.max(...image)).toBeLessThanOrEqual(1);
});

test('lgg-bids as volumes has 110 rows of one shape', async ({ skip }) => {
  const folder = realData('lgg-bids', skip);
  const dataset = await open('bids', folder, {
    images: '.',
    suffix: 'FLAIR',
    image: { size: [32, 64, 64], fit: 'resize' },
  });
  expect(dataset.table.length).toBe(110);
  expect(new Set(dataset.table.patients).size).toBe(110);
  expect(await dataset.image(109)).toHaveLength(32 * 64 * 64);
});
