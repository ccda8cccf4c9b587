import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { plugin as cxr } from '@mimmx/datasets-cxr';
import { RADIOGRAPH_SETS } from '@mimmx/datasets-cxr/decode';
import { plugin as mri } from '@mimmx/datasets-mri';
import { readNiftiBytes, VOLUME_SETS } from '@mimmx/datasets-mri/decode';
import { afterAll, describe, expect, test } from 'vitest';
import { decode as decodeVolume } from '../../datasets-mri/src/decode/decoder.ts';
import { cases } from '../../datasets-mri/test/fixtures/cases.ts';
import { niftiBytes } from '../../datasets-mri/test/fixtures/write-nifti.ts';
import { gunzip, gunzipHead } from '../src/prepare/gunzip.ts';
import { inflate } from '../src/prepare/inflate.ts';
import { createPreparation } from '../src/prepare/preparation.ts';

/** Memory that nobody else wants. */
const unshared = async () => {};

describe('radiographs', () => {
  test('the sets that are prepared so are those of the package', () => {
    const names = cxr.provides.map(({ name }) => name).filter((name) => name !== 'chest-phantom');
    expect([...RADIOGRAPH_SETS].sort()).toEqual([...names].sort());
    const volumes = mri.provides.map(({ name }) => name).filter((name) => name !== 'brain-phantom');
    expect([...VOLUME_SETS].sort()).toEqual([...volumes].sort());
  });

  test('a deflated bomb and a damaged stream are refused', () => {
    expect(() => inflate(Uint8Array.of(7, 7, 7))).toThrow('the deflated data set is damaged');
  });
});

/** A description of a model that was trained on volumes or slices. */
const trainedOn = (options: object, shape: readonly number[], dataset = 'mri-manifest') =>
  ({
    input: { name: 'image', shape: ['batch', ...shape] },
    preparation: { dataset, options },
  }) as never;

const folder = mkdtempSync(join(tmpdir(), 'mimmx-browser-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const image = {
  orientation: 'RAS',
  mask: 'nonzero',
  normalise: { percentile: [1, 99] },
  fit: 'crop-pad',
  nonFinite: 'refuse',
  maxMegabytes: 2048,
} as const;
const values = Float32Array.from({ length: 7 * 6 * 5 }, (_, i) => 100 + 50 * Math.sin(i));
const nifti = niftiBytes({ shape: [7, 6, 5], values, spacing: [1, 2, 3], flipX: true });

describe('volumes', () => {
  test.each([
    ['whole', { image: { ...image, size: [5, 6, 8] } }, [5, 6, 8, 1]],
    ['resampled', { image: { ...image, spacing: [2, 2, 2], size: [6, 6, 6] } }, [6, 6, 6, 1]],
    [
      'axial slices',
      { image: { ...image, size: [8, 8], fit: 'resize' }, slices: { axis: 'axial', unit: 'index', step: 2 } },
      [8, 8, 1],
    ],
  ])('%s, plain and gzipped: the numbers of training', async (name, options, shape) => {
    const { frame, nonFinite, maxMegabytes, ...rest } = { frame: undefined, ...options.image };
    for (const [ending, bytes] of [
      ['nii', nifti],
      ['nii.gz', new Uint8Array(gzipSync(nifti))],
      ['junk.nii.gz', new Uint8Array(Buffer.concat([gzipSync(nifti), Buffer.from('a note of the writer')]))],
    ] as const) {
      const path = join(folder, `${name}.${ending}`);
      writeFileSync(path, bytes);
      const wanted = await decodeVolume(
        path,
        {
          ...rest,
          read: { nonFinite, maxMegabytes },
          slices: (options as { slices?: never }).slices,
        } as never,
        unshared,
      );
      const found = await createPreparation(trainedOn(options, shape), {})(bytes);
      expect(found.flatMap(({ pixels }) => [...pixels])).toEqual([...wanted.pixels]);
      expect(found).toHaveLength(wanted.items ?? 1);
    }
  });

  test('every number type and byte order of the fixtures', async () => {
    for (const { file, suffix } of cases.types) {
      const bytes = new Uint8Array(Buffer.from(file, 'base64'));
      const path = join(folder, `type${suffix}`);
      writeFileSync(path, bytes);
      const wanted = await decodeVolume(path, { ...image, read: {} } as never, unshared);
      const volume = await readNiftiBytes(bytes, {}, { head: gunzipHead, whole: gunzip });
      expect(volume.data.length).toBe(wanted.pixels.length);
    }
  });

  test('what is damaged, cut or no image is one line with a code', async () => {
    const whole = { image: { ...image, size: [5, 6, 8] } };
    const prepare = createPreparation(trainedOn(whole, [5, 6, 8, 1]), {});
    const packed = new Uint8Array(gzipSync(nifti));
    const broken = packed.slice();
    broken[packed.length - 6]! ^= 255;
    for (const [bytes, wanted] of [
      [new TextEncoder().encode('I am no image at all, only a line of text.'), /^E_NIFTI_MAGIC: /],
      [nifti.slice(0, 500), /^E_NIFTI_TRUNCATED: /],
      [packed.slice(0, packed.length - 200), /^E_NIFTI_(TRUNCATED|GZIP): /],
      [broken, /^E_NIFTI_GZIP: /],
      [new Uint8Array(), /^E_IMAGE: The file cannot be used: it is empty\. /],
    ] as const) {
      const error = (await prepare(bytes).catch((one: Error) => one)) as Error;
      expect(error.message).toMatch(wanted);
      expect(error.message).not.toContain('\n');
    }
    const other = createPreparation(trainedOn({ image }, [9, 9, 9, 1]), {});
    await expect(other(nifti)).rejects.toThrow(
      'E_IMAGE: The file gives images of [5,6,7,1], and the model takes [9,9,9,1]',
    );
  });

  test('a data set that prepares no files is named', async () => {
    const prepare = createPreparation(trainedOn({}, [28, 28, 1], 'digits'), {});
    await expect(prepare(nifti)).rejects.toThrow('E_PREDICT: The model was trained on "digits"');
    const whole = createPreparation(trainedOn({ normalise: 'data-set' }, [28, 28, 1], 'nih'), {});
    await expect(whole(nifti)).rejects.toThrow('E_PREDICT: The model was trained with normalise "data-set"');
  });
});
