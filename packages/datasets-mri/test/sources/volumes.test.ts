import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { inspectionOf } from '@mimmx/data/files';
import { expect, test } from 'vitest';
import { scratch } from '../fixtures/cases.ts';
import { open } from '../fixtures/open.ts';
import { niftiBytes } from '../fixtures/write-nifti.ts';
import { bidsFolder, openBids, row, rows } from './bids-folder.ts';

test('a report of problems is written below the config alone, and over nothing else', async () => {
  const folder = bidsFolder(
    rows((i) => row(i)),
    { 'sub-01/anat/sub-01_T1w.nii': 'damaged', 'notes.csv': 'mine\n' },
  );
  const report = (place: string) => openBids(folder, { problems: { tolerance: 1, report: place } });
  for (const place of ['../x.csv', '/tmp/x.csv', '.bashrc', '.hidden/x.csv', 'x', 'a/../../x.csv'])
    await expect(report(place)).rejects.toMatchObject({ code: 'E_OPTION' });
  await expect(report('notes.csv')).rejects.toThrow(/E_REPORT: .*notes\.csv/);
  expect(readFileSync(join(folder, 'notes.csv'), 'utf8')).toBe('mine\n');
  for (let start = 0; start < 2; start++) await report('bad.csv');
  expect(readFileSync(join(folder, 'bad.csv'), 'utf8')).toContain('sub-01_T1w.nii');
});

test('a brain that is standardised keeps its voxels under the default mask; others are as before', async () => {
  const side = 12;
  const brain = Float32Array.from({ length: side ** 3 }, (_, at) => {
    const [x, y, z] = [at % side, Math.floor(at / side) % side, Math.floor(at / side ** 2)];
    const inside = (x - 5.5) ** 2 + (y - 5.5) ** 2 + (z - 5.5) ** 2 < 25;
    return inside ? Math.sin(at * 12.9898) * 1.5 + 0.01 : 0;
  });
  const folder = scratch();
  const shape = [side, side, side];
  writeFileSync(join(folder, 'z.nii'), niftiBytes({ shape, values: brain }));
  writeFileSync(
    join(folder, 'p.nii'),
    niftiBytes({ shape, values: brain.map((value) => (value === 0 ? 0 : value + 9)) }),
  );
  writeFileSync(join(folder, 't.csv'), 'id,path,y\na,z.nii,0\nb,p.nii,1\n');
  const read = async (image?: object) => {
    const dataset = await open('mri-manifest', folder, { table: 't.csv', ...(image ? { image } : {}) });
    return Promise.all([dataset.image(0), dataset.image(1)]);
  };
  const [standardised, positive] = await read();
  const lost = standardised!.filter((value, at) => brain[at] !== 0 && value === 0).length;
  const inside = brain.filter((value) => value !== 0).length;
  expect(lost / inside).toBeLessThan(0.02);
  expect(standardised!.every((value, at) => brain[at] !== 0 || value === 0)).toBe(true);
  expect(positive).toEqual((await read({ mask: 'positive' }))[1]);
});

test('gzip with bytes behind its end reads, unless it is damaged or short', async () => {
  const folder = scratch();
  const plain = niftiBytes({ shape: [2, 2, 2], values: Float32Array.from({ length: 8 }, (_, i) => i) });
  const packed = gzipSync(plain);
  const broken = Buffer.from(packed);
  broken[broken.length - 6]! ^= 1;
  const files = {
    followed: Buffer.concat([packed, Buffer.from('garbage')]),
    long: Buffer.concat([packed, Buffer.alloc(9000, 'garbage')]),
    wrongSum: Buffer.concat([broken, Buffer.from('garbage')]),
  };
  expect(() => gunzipSync(files.followed)).toThrow();
  const { readNifti } = await import('../../src/nifti/index.ts');
  const read = (name: keyof typeof files) => {
    writeFileSync(join(folder, `${name}.nii.gz`), files[name]);
    return readNifti(join(folder, `${name}.nii.gz`));
  };
  for (const name of ['followed', 'long'] as const)
    expect([...(await read(name)).data]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  await expect(read('wrongSum')).rejects.toMatchObject({ code: 'E_NIFTI_GZIP' });
});

test('headers that others read: no vox_offset, a fourth dimension of 0; a quaternion longer than 1 is refused', async () => {
  const { parseHeader } = await import('../../src/nifti/header.ts');
  const header = (change: (view: DataView) => void) => {
    const bytes = niftiBytes({ shape: [2, 3, 4], values: new Float32Array(24) });
    change(new DataView(bytes.buffer));
    return parseHeader(bytes);
  };
  expect(header((view) => view.setFloat32(108, 0, true)).offset).toBe(352);
  expect(() => header((view) => view.setFloat32(108, 100, true))).toThrow(/vox_offset is 100/);
  const four = header((view) => {
    view.setInt16(40, 4, true);
    view.setInt16(48, 0, true);
  });
  expect(four.shape).toEqual([2, 3, 4, 1]);
  expect(() => header((view) => view.setInt16(44, 0, true))).toThrow(/dim\[2\] is 0/);
  const turned = (length: number) =>
    header((view) => {
      view.setInt16(252, 1, true);
      view.setInt16(254, 0, true);
      view.setFloat32(256, length, true);
    });
  expect(turned(1).affine[0]).toBeCloseTo(1, 6);
  expect(() => turned(1.9)).toThrow(/E_NIFTI_AFFINE: .*longer than 1/);
});

test('a check says how much a mask that does not fit erases', async () => {
  const folder = scratch();
  const values = Float32Array.from({ length: 1000 }, (_, i) => (i < 300 ? 0 : Math.sin(i * 7.7)));
  writeFileSync(join(folder, 'z.nii'), niftiBytes({ shape: [10, 10, 10], values }));
  writeFileSync(join(folder, 't.csv'), 'id,path,y\na,z.nii,0\n');
  const told = async (mask?: string) => {
    const image = mask ? { image: { mask } } : {};
    return inspectionOf(await open('mri-manifest', folder, { table: 't.csv', ...image }))!.examine!();
  };
  expect(await told()).toEqual([]);
  expect((await told('positive')).join()).toMatch(
    /Normalisation clips 5\d % of the voxels.*5\d % lie below 0/,
  );
});
