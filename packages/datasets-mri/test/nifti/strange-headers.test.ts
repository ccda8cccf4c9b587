import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { inspectionOf } from '@mimmx/data/files';
import { describe, expect, test } from 'vitest';
import { parseHeader } from '../../src/nifti/header.ts';
import { readNifti } from '../../src/nifti/index.ts';
import { toRas } from '../../src/volume/orientation.ts';
import { scratch } from '../fixtures/cases.ts';
import { open } from '../fixtures/open.ts';
import { niftiBytes } from '../fixtures/write-nifti.ts';

const values = Float32Array.from({ length: 24 }, (_, i) => i);
const made = (change: (view: DataView) => void): Uint8Array => {
  const bytes = niftiBytes({ shape: [2, 3, 4], values: values.slice(), spacing: [2, 3, 4] });
  change(new DataView(bytes.buffer));
  return bytes;
};
const header = (change: (view: DataView) => void) => parseHeader(made(change));
const PIXDIM = 76;
const [QFORM, SFORM] = [252, 254];
const noForms = (view: DataView) => view.setInt16(SFORM, 0, true);
/** A qform along the axes: the quaternion of no turn. */
const qformOnly = (view: DataView) => {
  noForms(view);
  view.setInt16(QFORM, 1, true);
};
const zooms = ({ affine }: { affine: readonly number[] }) => [affine[0], affine[5], affine[10]];

describe('sizes of voxels', () => {
  test('that are negative or 0 are taken as nibabel takes them', () => {
    for (const change of [noForms, qformOnly]) {
      const turned = change === noForms ? -1 : 1;
      const negative = header((view) => {
        change(view);
        view.setFloat32(PIXDIM + 4, -2, true);
        view.setFloat32(PIXDIM + 12, 0, true);
      });
      expect(zooms(negative)).toEqual([2 * turned, 3, 1]);
    }
  });

  test('that are no numbers are refused where no sform says them', () => {
    for (const size of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const sized = (view: DataView) => view.setFloat32(PIXDIM + 8, size, true);
      for (const change of [noForms, qformOnly])
        expect(() =>
          header((view) => {
            change(view);
            sized(view);
          }),
        ).toThrow(/E_NIFTI_HEADER: pixdim\[2\] is (?:NaN|Infinity), and no sform/);
      expect(zooms(header(sized))).toEqual([2, 3, 4]);
    }
  });

  test('beyond space may be anything', () => {
    const flat = header((view) => {
      noForms(view);
      view.setInt16(40, 2, true);
      view.setFloat32(PIXDIM + 12, Number.NaN, true);
    });
    expect(flat.shape).toEqual([2, 3, 1]);
  });
});

test('forms of NaN tell no orientation, and are not turned somehow', async () => {
  const paths = [
    made((view) => view.setFloat32(280, Number.NaN, true)),
    made((view) => {
      qformOnly(view);
      view.setFloat32(256, Number.NaN, true);
    }),
    made((view) => {
      for (let at = 280; at < 328; at += 4) view.setFloat32(at, 0, true);
    }),
  ].map((bytes, i) => {
    const path = join(scratch(), `${i}.nii`);
    writeFileSync(path, bytes);
    return path;
  });
  for (const path of paths) {
    const volume = await readNifti(path);
    expect(volume.data).toEqual(values);
    expect(() => toRas(volume)).toThrow(/E_NIFTI_AFFINE: .*tells no orientation/);
  }
});

test('a header of Analyze, which tells no left from right, is refused by its name', () => {
  expect(() => header((view) => view.setUint32(344, 0, true))).toThrow(
    /E_NIFTI_MAGIC: The header is one of Analyze 7\.5.*Convert it/,
  );
});

test('intent, extensions and slopes that say nothing leave the voxels as they are', async () => {
  const changes: ((view: DataView) => void)[] = [
    (view) => view.setInt16(68, 1002, true),
    (view) => view.setFloat32(112, 0, true),
    (view) => view.setFloat32(112, Number.NaN, true),
    (view) => {
      view.setFloat32(112, 0, true);
      view.setFloat32(116, 7, true);
    },
    (view) => {
      view.setInt16(40, 5, true);
      for (const at of [48, 50]) view.setInt16(at, 1, true);
    },
  ];
  for (const change of changes) {
    const path = join(scratch(), 'x.nii');
    writeFileSync(path, made(change));
    expect((await readNifti(path)).data).toEqual(values);
  }
  const plain = Buffer.from(made(() => {}));
  const extension = Buffer.alloc(32);
  extension.writeInt32LE(32, 0);
  extension.writeInt32LE(6, 4);
  const extended = Buffer.concat([
    plain.subarray(0, 348),
    Buffer.from([1, 0, 0, 0]),
    extension,
    plain.subarray(352),
  ]);
  extended.writeFloatLE(384, 108);
  const path = join(scratch(), 'extended.nii');
  writeFileSync(path, extended);
  expect((await readNifti(path)).data).toEqual(values);
});

describe('a check tells', () => {
  const told = async (files: Record<string, Uint8Array>, joined = false) => {
    const folder = scratch();
    const names = Object.keys(files);
    for (const name of names) writeFileSync(join(folder, name), files[name]!);
    writeFileSync(
      join(folder, 't.csv'),
      `id,path,y\n${names.map((name, i) => `s${i},${name},${i % 2}`).join('\n')}\n`,
    );
    const options = { table: 't.csv', cache: false, image: { normalise: 'none' } };
    const dataset = joined
      ? await open('mri-joined', folder, {
          sets: { a: { source: 'mri-manifest', options }, b: { source: 'mri-manifest', options } },
        })
      : await open('mri-manifest', folder, options);
    const notes = await inspectionOf(dataset)!.examine!();
    await dataset.close?.();
    return notes;
  };
  const contradicting = made((view) => {
    view.setInt16(QFORM, 1, true);
    // Half a turn about z: left is right.
    view.setFloat32(264, 1, true);
  });
  const agreeing = made((view) => view.setInt16(QFORM, 1, true));
  const micrometres = made((view) => view.setUint8(123, 3 | 8));
  const millimetres = made((view) => view.setUint8(123, 2 | 8));

  test('forms that contradict each other, and lengths that are not mm', async () => {
    expect(await told({ 'a.nii': agreeing, 'b.nii': millimetres })).toEqual([]);
    const notes = await told({ 'a.nii': agreeing, 'b.nii': contradicting, 'c.nii': micrometres });
    expect(notes).toHaveLength(2);
    expect(notes[0]).toMatch(
      /sform and qform contradict.*\(RAS and LPS; 1 of 3 files.*b\.nii\).*sform is taken/,
    );
    expect(notes[1]).toMatch(/lengths in µm \(1 of 3 files.*c\.nii\).*read as mm/);
  });

  test('so of each set of several', async () => {
    const notes = await told({ 'b.nii': contradicting, 'a.nii': agreeing }, true);
    expect(notes).toEqual(['a', 'b'].map((name) => expect.stringMatching(`^${name}: sform and qform`)));
  });
});

test('units and both forms are found in NIfTI-2 of either byte order, too', () => {
  for (const little of [true, false]) {
    const bytes = new Uint8Array(544 + 4);
    const view = new DataView(bytes.buffer);
    view.setInt32(0, 540, little);
    bytes.set(Buffer.from('n+2\0\r\n\x1a\n', 'latin1'), 4);
    view.setInt16(12, 16, little);
    for (let at = 0; at < 4; at++) {
      view.setBigInt64(16 + 8 * at, at === 0 ? 3n : 1n, little);
      view.setFloat64(104 + 8 * at, 1, little);
    }
    view.setBigInt64(168, 544n, little);
    view.setInt32(344, 1, little);
    view.setInt32(348, 1, little);
    view.setFloat64(368, 1, little);
    for (const at of [0, 5, 10]) view.setFloat64(400 + 8 * at, 1, little);
    view.setInt32(500, 1, little);
    const found = parseHeader(bytes);
    expect(found.unit).toBe('m');
    expect(zooms(found)).toEqual([1, 1, 1]);
    expect(zooms({ affine: found.other! })).toEqual([-1, -1, 1]);
  }
});

describe('what a file is packed in does not matter, nor what it is called', () => {
  const plain = Buffer.from(made(() => {}));
  const half = plain.subarray(0, 360);
  test.each<[string, string, Uint8Array]>([
    ['plain, called .gz', 'a.nii.gz', plain],
    ['gzip, called .nii', 'a.nii', gzipSync(plain)],
    ['gzip of two members', 'a.nii.gz', Buffer.concat([gzipSync(half), gzipSync(plain.subarray(360))])],
    ['gzip padded with zeros', 'a.nii.gz', Buffer.concat([gzipSync(plain), Buffer.alloc(512)])],
    ['bytes behind the last voxel', 'a.nii', Buffer.concat([plain, Buffer.alloc(1000, 'x')])],
  ])('%s', async (_, name, bytes) => {
    const path = join(scratch(), name);
    writeFileSync(path, bytes);
    const volume = await readNifti(path);
    expect(volume.data).toEqual(values);
    expect(volume.shape).toEqual([2, 3, 4]);
  });

  test.each<[string, Uint8Array, string]>([
    ['gzip of a gzip', gzipSync(gzipSync(plain)), 'E_NIFTI_MAGIC'],
    ['bzip2', Buffer.from('BZh91AY&SY'.padEnd(400, '\0'), 'latin1'), 'E_NIFTI_MAGIC'],
    ['a header and nothing else', plain.subarray(0, 352), 'E_NIFTI_TRUNCATED'],
    ['nothing', Buffer.alloc(0), 'E_NIFTI_TRUNCATED'],
  ])('%s is refused', async (_, bytes, code) => {
    const path = join(scratch(), 'a.nii.gz');
    writeFileSync(path, bytes);
    await expect(readNifti(path)).rejects.toMatchObject({ code });
  });
});
