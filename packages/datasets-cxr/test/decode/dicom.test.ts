import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decode } from '../../src/decode/decoder.ts';
import { decodeDicom } from '../../src/decode/dicom/decode-dicom.ts';
import { describe as describeHeader } from '../../src/decode/dicom/describe.ts';
import { greyTable } from '../../src/decode/dicom/grey-levels.ts';
import { storedPixels } from '../../src/decode/dicom/pixels/stored-pixels.ts';
import { readDicom } from '../../src/decode/dicom/read-dicom.ts';
import type { WindowChoice } from '../../src/decode/options.ts';
import { decoding, difference, fixture, fixturePath } from './fixture.ts';

/** What pydicom reads from each file: fixtures/make_dicom.py. */
const truth: Record<string, { stored: number[]; levels: number[] }> = JSON.parse(
  readFileSync(fixturePath('dicom.json'), 'utf8'),
);

/** Grey level, 0 to 1, of every pixel. */
async function levelsOf(name: string, window: WindowChoice): Promise<Float64Array> {
  const file = readDicom(fixture(`${name}.dcm`));
  const stored = await storedPixels(file);
  const table = greyTable(file, stored, window);
  return Float64Array.from(stored.values, (value) => table[value & 0xffff]! / 65535);
}

describe.each(Object.keys(truth))('%s', (name) => {
  const open = () => readDicom(fixture(`${name}.dcm`));
  // Two decoders of a lossy format may round apart by one level.
  const lossy = name === 'jpeg-baseline' ? 1 : 0;

  test('has the stored values that pydicom reads', async () => {
    const { values, width, height } = await storedPixels(open());
    expect([width, height]).toEqual([16, 12]);
    expect(difference(values, truth[name]!.stored).most).toBeLessThanOrEqual(lossy);
  });

  test('has the grey levels of pydicom’s look-up tables and windows', async () => {
    const expected = truth[name]!.levels.map((level) => Math.min(1, Math.max(0, level)));
    expect(difference(await levelsOf(name, 'header'), expected).most).toBeLessThan(1e-5 + lossy / 128);
  });
});

const DEBIAN = '/usr/lib/python3/dist-packages/pydicom/data/test_files';
/** SHA-256 of pydicom's pixel_array as little-endian int32, by file of Debian's python3-pydicom 2.3.1. */
const debian: Record<string, string> = JSON.parse(readFileSync(fixturePath('pydicom-files.json'), 'utf8'));

describe.skipIf(!existsSync(DEBIAN))('pydicom’s own test files', () => {
  test.each(Object.keys(debian))('%s', async (name) => {
    const { values } = await storedPixels(readDicom(readFileSync(`${DEBIAN}/${name}`)));
    expect(
      createHash('sha256')
        .update(new Uint8Array(Int32Array.from(values).buffer))
        .digest('hex'),
    ).toBe(debian[name]);
  });

  test('JPEG-LS is the same picture as its uncompressed twin', async () => {
    const read = (name: string) => storedPixels(readDicom(readFileSync(`${DEBIAN}/${name}`)));
    expect((await read('MR_small_jpeg_ls_lossless.dcm')).values).toEqual((await read('MR_small.dcm')).values);
  });
});

describe('windows', () => {
  test('given in the options take the place of the header’s', async () => {
    const stored = truth['signed-rescale-window']!.stored;
    const grey = await levelsOf('signed-rescale-window', [0, 1001]);
    for (const [i, value] of stored.entries()) {
      const expected = Math.min(1, Math.max(0, (value * 0.5 - 100 + 0.5) / 1000 + 0.5));
      expect(grey[i]).toBeCloseTo(expected, 4);
    }
  });

  test('of the whole range reach from black to white', async () => {
    const grey = await levelsOf('big-endian-exact', 'range');
    expect([Math.min(...grey), Math.max(...grey)]).toEqual([0, 1]);
  });
});

describe('files that are no radiograph', () => {
  test.each([
    ['bad-two-frames', /2 frames/],
    ['bad-no-pixels', /without pixel data/],
    ['bad-truncated', /truncated: 192 of 384 bytes/],
    ['bad-absurd-size', /65000 × 65000 pixels/],
  ])('%s', async (name, message) => {
    await expect(decodeDicom(fixture(`${name}.dcm`), 'header')).rejects.toThrow(message);
    await expect(decode(fixturePath(`${name}.dcm`), decoding())).rejects.not.toThrow(/SECRET|1901/);
  });
});

describe('a header', () => {
  test('gives columns, and nothing that names anybody', () => {
    const told = describeHeader(fixturePath('mono2-12bit.dcm'))!;
    expect(told.columns).toMatchObject({
      modality: 'DX',
      view: 'PA',
      sex: 'F',
      age: '58',
      manufacturer: 'Maker',
    });
    expect(JSON.stringify(told)).not.toMatch(/SECRET|1901|2019|HOSPITAL|1\.2\.3\.5/);
    expect(told.patient).toMatch(/^[0-9a-f]{64}$/);
  });
});
