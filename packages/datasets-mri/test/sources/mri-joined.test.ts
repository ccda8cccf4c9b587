import { inspectionOf } from '@mimmx/data/files';
import { describe, expect, test } from 'vitest';
import { scratch } from '../fixtures/cases.ts';
import { cells, open } from '../fixtures/open.ts';
import { writeFiles } from '../fixtures/write-bids.ts';

const volume = { shape: [2, 2, 2] };
const uncached = { cache: false, workers: 1 };

describe('mri-joined', () => {
  test('has the data set as a column, matches labels, and keeps patients apart', async () => {
    const folder = scratch();
    writeFiles(folder, {
      'one/participants.tsv': 'participant_id\tsex\tage\nsub-1\tM\t50\nsub-2\tF\t60.5\n',
      'one/sub-1/anat/sub-1_T1w.nii': volume,
      'one/sub-2/anat/sub-2_T1w.nii': { ...volume, first: 10 },
      'two.csv': 'id,path,gender,centre\nsub-1,a.nii,0,X\n7,b.nii,1,Y\n',
      'a.nii': { ...volume, first: 20 },
      'b.nii': { ...volume, first: 30 },
    });
    const image = { normalise: 'none' };
    const dataset = await open('mri-joined', folder, {
      column: 'study',
      sets: {
        one: { source: 'bids', options: { images: 'one', image, ...uncached } },
        two: {
          source: 'mri-manifest',
          options: {
            table: 'two.csv',
            columns: { sex: { from: 'gender', labels: { 0: 'F', 1: 'M' } }, centre: { kind: 'categorical' } },
            image,
            licence: 'ours',
            ...uncached,
          },
        },
      },
    });
    expect(cells(dataset, 'study')).toEqual(['one', 'one', 'two', 'two']);
    expect(cells(dataset, 'sex')).toEqual(['M', 'F', 'F', 'M']);
    expect(cells(dataset, 'centre')).toEqual(['', '', 'X', 'Y']);
    expect(dataset.table.ids).toEqual(['one:sub-1_T1w', 'one:sub-2_T1w', 'two:sub-1', 'two:7']);
    expect(dataset.table.patientIds).toEqual(['one:sub-1', 'one:sub-2', 'two:sub-1', 'two:7']);
    expect([...dataset.table.patients]).toEqual([0, 1, 2, 3]);
    for (let row = 0; row < 4; row++) expect((await dataset.image(row))[0]).toBe(row * 10);
    expect(inspectionOf(dataset)).toMatchObject({ rowsRead: 4, problems: [] });
    expect(inspectionOf(dataset)?.report().images).toBe(4);
    expect(dataset.licence).toBe('one: not stated in dataset_description.json; two: ours');
    await expect(dataset.image(4)).rejects.toMatchObject({ code: 'E_ROW' });
  });

  test('phantoms of two scanners show different people and keep what both can set', async () => {
    const phantom = (fixed: object) => ({
      source: 'brain-phantom',
      options: { patients: 8, size: [24, 24], columns: ['sex', 'age'], fixed },
    });
    const dataset = await open('mri-joined', '.', {
      sets: { nako: phantom({ gain: 0, noise: 0 }), ukb: phantom({ gain: 1, noise: 0, bias: 1 }) },
    });
    expect(cells(dataset, 'dataset')).toEqual([...Array(8).fill('nako'), ...Array(8).fill('ukb')]);
    expect(dataset.settable.map(({ name }) => name)).toEqual(['disease', 'marker']);
    expect(inspectionOf(dataset)).toBeNull();
    const years = cells(dataset, 'years');
    expect(years.slice(0, 8)).not.toEqual(years.slice(8));
    expect(await dataset.image(9, { marker: 1 })).not.toEqual(await dataset.image(9));
  });

  test('sets that do not fit together say how', async () => {
    const folder = scratch();
    writeFiles(folder, {
      'one/participants.tsv': 'participant_id\tage\nsub-1\t50.5\nsub-2\t61\n',
      'one/sub-1/anat/sub-1_T1w.nii': volume,
      'one/sub-2/anat/sub-2_T1w.nii': volume,
      'two/participants.tsv': 'participant_id\tage\nsub-1\tyoung\nsub-2\told\n',
      'two/sub-1/anat/sub-1_T1w.nii': volume,
      'two/sub-2/anat/sub-2_T1w.nii': volume,
    });
    const set = (path: string, more = {}) => ({
      source: 'bids',
      options: { images: path, ...uncached, ...more },
    });
    const joined = (sets: object, more = {}) => open('mri-joined', folder, { sets, ...more });
    await expect(joined({ one: set('one'), two: set('two') })).rejects.toThrow(
      /E_JOIN: Column "age" has numbers in "one" but classes in "two" \(old, young\)/,
    );
    const larger = { image: { size: [4, 4, 4] } };
    await expect(joined({ one: set('one'), two: set('one', larger) })).rejects.toThrow(/the same size/);
    await expect(joined({ one: set('one'), two: set('one') }, { column: 'age' })).rejects.toMatchObject({
      code: 'E_JOIN',
    });
    await expect(joined({ one: set('one') })).rejects.toThrow(/at least two/);
    await expect(joined({ one: set('one'), two: set('one', { sufix: 'x' }) })).rejects.toThrow(
      /set "two": unknown option "sufix"/,
    );
  });
});
