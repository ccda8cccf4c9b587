import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '@mimmx/core';
import { dataSchema, prepareData } from '@mimmx/data';
import { inspectionOf } from '@mimmx/data/files';
import { beforeAll, describe, expect, test } from 'vitest';
import { cellCounts, open, scratch } from '../open.ts';
import { hasXrays, realData } from '../real-data.ts';

const image = { size: 64 };

describe.skipIf(!hasXrays)('the real X-rays', () => {
  let chexpert: Dataset;
  let nih: Dataset;
  const cache = { folder: scratch() };
  beforeAll(async () => {
    chexpert = await open(
      'chexpert',
      { table: 'nih1000/chexpert_format.csv', images: '.', image, cache },
      realData,
    );
    const table = 'nih1000/Data_Entry_2017_subset.csv';
    nih = await open('nih', { table, images: 'nih1000/png64', image, cache }, realData);
  });

  test('have 1,000 rows of 264 patients without a problem', () => {
    for (const dataset of [chexpert, nih]) {
      expect(dataset.table.length).toBe(1000);
      expect(dataset.table.patientIds).toHaveLength(264);
      expect(inspectionOf(dataset)).toMatchObject({ problems: [], rowsRead: 1000 });
    }
  });

  test('have the published cells', () => {
    // The table of the data's own README.
    const published = {
      'no finding F AP': 67,
      'no finding F PA': 164,
      'no finding M AP': 73,
      'no finding M PA': 195,
      'finding F AP': 150,
      'finding F PA': 128,
      'finding M AP': 73,
      'finding M PA': 150,
    };
    for (const dataset of [chexpert, nih]) {
      expect(cellCounts(dataset, ['abnormal', 'sex', 'view'])).toEqual(published);
    }
    expect(cellCounts(nih, ['Effusion']).positive).toBe(170);
    expect(cellCounts(chexpert, ['Pleural Effusion']).positive).toBe(170);
  });

  test('give the same rows of the same pixels through both table formats', async () => {
    expect(chexpert.table.patientIds).toEqual(nih.table.patientIds);
    expect(chexpert.table.patients).toEqual(nih.table.patients);
    expect(chexpert.table.ids.map((id) => id.replace(/^.*\//, ''))).toEqual(nih.table.ids);
    for (const name of ['sex', 'age', 'view', 'abnormal']) {
      expect(chexpert.table.columns[name]).toEqual(nih.table.columns[name]);
    }
    const config = dataSchema.parse({
      task: {
        y: { column: 'sex' },
        z: [
          { column: 'view', values: ['PA', 'AP'], strength: 0.8 },
          { column: 'age', positive: '> 60', strength: 0.7 },
        ],
      },
    });
    const sets = [chexpert, nih].map((dataset) => {
      const { splits } = prepareData(dataset, config, 3);
      return [splits.train, ...Object.values(splits.shifts)].map((set) => [...set.rows]);
    });
    expect(sets[0]).toEqual(sets[1]);
    expect(sets[0]!.flat().length).toBeGreaterThan(150);
    expect(await chexpert.image(417)).toEqual(await nih.image(417));
  });

  test('have the smallest cell that the README states for y = sex, z = (view, age over 60)', () => {
    const age = nih.table.columns.age!;
    const cells: Record<string, number> = {};
    for (let row = 0; row < 1000; row++) {
      const [sex, view] = ['sex', 'view'].map((name) => {
        const column = nih.table.columns[name]!;
        return column.kind === 'categorical' ? column.codes[row] : -1;
      });
      const key = `${sex}${view}${age.kind === 'number' && age.values[row]! > 60}`;
      cells[key] = (cells[key] ?? 0) + 1;
    }
    expect(Object.keys(cells)).toHaveLength(8);
    expect(Math.min(...Object.values(cells))).toBe(65);
  });

  test('open from a table of 200,000 rows over the same files, and stay in memory bounds', async () => {
    const root = scratch();
    mkdirSync(join(root, 'nih1000'));
    symlinkSync(join(realData, 'nih1000/png64'), join(root, 'nih1000/png64'));
    const [header, ...lines] = readFileSync(join(realData, 'nih1000/chexpert_format.csv'), 'utf8')
      .trim()
      .split('\n');
    const rows = Array.from({ length: 200_000 }, (_, i) => lines[i % lines.length]);
    writeFileSync(join(root, 'big.csv'), [header, ...rows].join('\n'));
    const options = { table: join(root, 'big.csv'), images: '.', image, cache };
    const large = await open('chexpert', options, realData);
    expect(large.table.length).toBe(200_000);
    expect(large.table.patientIds).toHaveLength(264);
    expect(inspectionOf(large)?.notes).toEqual([
      '1000 images are listed in 200000 rows; each row counts.',
      expect.stringMatching(/^6400 rows mention nothing, not even No Finding/),
    ]);
    const digest = async (dataset: Dataset, row: number) =>
      createHash('sha256')
        .update(await dataset.image(row))
        .digest('hex');
    expect(await digest(large, 123_456)).toBe(await digest(chexpert, 456));
  });
});
