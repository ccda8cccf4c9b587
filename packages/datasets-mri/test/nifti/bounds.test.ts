import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readNifti, readNiftiHeader } from '../../src/nifti/index.ts';
import { scratch } from '../fixtures/cases.ts';
import { niftiBytes } from '../fixtures/write-nifti.ts';

const onDisk = (bytes: Uint8Array, name = 'image.nii'): string => {
  const path = join(scratch(), name);
  writeFileSync(path, bytes);
  return path;
};

const sound = () => niftiBytes({ shape: [4, 3, 2], values: Float32Array.from({ length: 24 }, (_, i) => i) });

describe('a file that is not sound is refused with its reason', () => {
  test.each<[string, string, () => Uint8Array | string]>([
    ['missing file', 'E_FILE', () => join(scratch(), 'nothing.nii')],
    [
      'folder',
      'E_FILE',
      () => {
        const folder = join(scratch(), 'folder.nii');
        mkdirSync(folder);
        return folder;
      },
    ],
    ['empty file', 'E_NIFTI_TRUNCATED', () => new Uint8Array()],
    ['header cut short', 'E_NIFTI_TRUNCATED', () => sound().subarray(0, 200)],
    ['voxels cut short', 'E_NIFTI_TRUNCATED', () => sound().subarray(0, 360)],
    ['text', 'E_NIFTI_MAGIC', () => Buffer.from('participant_id\tsex\n'.repeat(40))],
    ['wrong magic', 'E_NIFTI_MAGIC', () => edited((view) => view.setUint8(344, 0x78))],
    ['a .hdr', 'E_NIFTI_MAGIC', () => edited((view) => view.setUint8(345, 0x69))],
    ['no dimensions', 'E_NIFTI_HEADER', () => edited((view) => view.setInt16(40, 0, true))],
    ['eight dimensions', 'E_NIFTI_HEADER', () => edited((view) => view.setInt16(40, 8, true))],
    ['negative dimension', 'E_NIFTI_HEADER', () => edited((view) => view.setInt16(42, -4, true))],
    ['offset inside the header', 'E_NIFTI_HEADER', () => edited((view) => view.setFloat32(108, 12, true))],
    ['offset NaN', 'E_NIFTI_HEADER', () => edited((view) => view.setFloat32(108, Number.NaN, true))],
    [
      'infinite intercept',
      'E_NIFTI_HEADER',
      () =>
        edited((view) => {
          view.setFloat32(112, 2, true);
          view.setFloat32(116, Number.POSITIVE_INFINITY, true);
        }),
    ],
    ['complex voxels', 'E_NIFTI_DATATYPE', () => edited((view) => view.setInt16(70, 32, true))],
    ['unknown voxels', 'E_NIFTI_DATATYPE', () => edited((view) => view.setInt16(70, 999, true))],
    ['absurd dimensions', 'E_NIFTI_SIZE', () => edited((view) => setAll(view, [42, 44, 46], 32767))],
    ['dimensions beyond the file', 'E_NIFTI_TRUNCATED', () => edited((view) => view.setInt16(46, 900, true))],
    ['NaN voxels', 'E_NIFTI_VALUES', () => edited((view) => view.setFloat32(352, Number.NaN, true))],
    [
      'several volumes',
      'E_NIFTI_FRAME',
      () => niftiBytes({ shape: [2, 2, 2, 3], values: new Float32Array(24) }),
    ],
    ['gzip cut short', 'E_NIFTI_TRUNCATED', () => gzipSync(noise()).subarray(0, 9000)],
    ['gzip header cut short', 'E_NIFTI_TRUNCATED', () => gzipSync(sound()).subarray(0, 40)],
    ['gzip with a damaged checksum', 'E_NIFTI_GZIP', () => withLastBytes(gzipSync(sound()))],
    [
      'not deflate',
      'E_NIFTI_GZIP',
      () => Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff, 0xff]),
    ],
    ['gzip bomb', 'E_NIFTI_SIZE', () => gzipSync(Buffer.concat([sound(), Buffer.alloc(200e6)]))],
    [
      'gzip whose header promises more than it can hold',
      'E_NIFTI_TRUNCATED',
      () => gzipSync(edited((view) => setAll(view, [42, 44], 8000))),
    ],
  ])('%s: %s', async (_, code, make) => {
    const made = make();
    const path = typeof made === 'string' ? made : onDisk(made);
    await expect(readNifti(path)).rejects.toMatchObject({ code });
  });
});

test('a gzip bomb does not fill the memory', async () => {
  const path = onDisk(gzipSync(Buffer.concat([sound(), Buffer.alloc(400e6)])));
  const before = process.memoryUsage().rss;
  await expect(readNifti(path)).rejects.toMatchObject({ code: 'E_NIFTI_SIZE' });
  expect(process.memoryUsage().rss - before).toBeLessThan(100e6);
});

test('the header is read from the first bytes of a long file', async () => {
  const header = await readNiftiHeader(onDisk(gzipSync(noise()), 'image.nii.gz'));
  expect(header.shape).toEqual([40, 40, 40]);
});

test('nonFinite: zero reads NaN and infinite voxels as 0', async () => {
  const bytes = edited((view) => {
    view.setFloat32(352, Number.NaN, true);
    view.setFloat32(356, Number.NEGATIVE_INFINITY, true);
  });
  const { data } = await readNifti(onDisk(bytes), { nonFinite: 'zero' });
  expect([...data.subarray(0, 4)]).toEqual([0, 0, 2, 3]);
});

test('voxels that start at an odd byte', async () => {
  const plain = sound();
  const bytes = Buffer.concat([plain.subarray(0, 352), Buffer.alloc(3), plain.subarray(352)]);
  bytes.writeFloatLE(355, 108);
  for (const path of [onDisk(bytes), onDisk(gzipSync(bytes), 'image.nii.gz')])
    expect([...(await readNifti(path)).data]).toEqual(Array.from({ length: 24 }, (_, i) => i));
});

test('one volume of a 4-D file, plain and gzipped', async () => {
  const bytes = niftiBytes({ shape: [2, 2, 2, 3], values: Float32Array.from({ length: 24 }, (_, i) => i) });
  for (const path of [onDisk(bytes), onDisk(gzipSync(bytes), 'image.nii.gz')]) {
    expect([...(await readNifti(path, { frame: 2 })).data]).toEqual([16, 17, 18, 19, 20, 21, 22, 23]);
    await expect(readNifti(path, { frame: 3 })).rejects.toMatchObject({ code: 'E_NIFTI_FRAME' });
  }
});

function edited(change: (view: DataView) => void): Uint8Array {
  const bytes = sound();
  change(new DataView(bytes.buffer, bytes.byteOffset));
  return bytes;
}

function setAll(view: DataView, positions: number[], value: number): void {
  for (const at of positions) view.setInt16(at, value, true);
}

/** 40³ voxels that do not compress. */
function noise(): Uint8Array {
  let state = 1;
  const values = Float32Array.from({ length: 64000 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  });
  return niftiBytes({ shape: [40, 40, 40], values });
}

function withLastBytes(bytes: Uint8Array): Uint8Array {
  bytes[bytes.length - 6] = bytes[bytes.length - 6]! ^ 0xff;
  return bytes;
}
