import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Dataset, MimmxError } from '@mimmx/core';
import { inspectionOf } from '@mimmx/data/files';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scratch } from './fixtures/cases.ts';
import { open } from './fixtures/open.ts';
import { writeFiles } from './fixtures/write-bids.ts';
import { niftiBytes } from './fixtures/write-nifti.ts';

const GOOD = 18;
const shape = [6, 5, 4];
const root = mkdtempSync(join(tmpdir(), 'mimmx-mri-'));
const outside = mkdtempSync(join(tmpdir(), 'mimmx-mri-'));
const header = 'id,path,y';
const goodRows = Array.from({ length: GOOD }, (_, i) => `p${i},good/${i}.nii.gz,${i % 2}`);

const volume = () => niftiBytes({ shape, values: Float32Array.from({ length: 120 }, (_, i) => i + 1) });
const edited = (edit: (view: DataView) => void): Uint8Array => {
  const bytes = volume();
  edit(new DataView(bytes.buffer));
  return bytes;
};

beforeAll(() => {
  for (let i = 0; i < GOOD; i++) writeFiles(root, { [`good/${i}.nii.gz`]: { shape, first: i } });
  const write = (name: string, bytes: Uint8Array | string) => writeFileSync(join(root, name), bytes);
  write('cut.nii', volume().subarray(0, 400));
  write('cut.nii.gz', gzipSync(volume()).subarray(0, 120));
  write('text.nii', 'participant_id\tsex\n'.repeat(40));
  write('empty.nii', '');
  write(
    'huge.nii',
    edited((view) => {
      for (const at of [42, 44, 46]) view.setInt16(at, 32_767, true);
    }),
  );
  write(
    'nan.nii',
    edited((view) => view.setFloat32(352, Number.NaN, true)),
  );
  write('frames.nii', niftiBytes({ shape: [6, 5, 4, 2], values: new Float32Array(240).fill(1) }));
  write('other-shape.nii', niftiBytes({ shape: [3, 3, 3], values: new Float32Array(27).fill(1) }));
  write('bomb.nii.gz', gzipSync(Buffer.concat([volume(), Buffer.alloc(64 << 20)])));
  writeFileSync(join(outside, 'secret.nii'), volume());
  symlinkSync(join(outside, 'secret.nii'), join(root, 'link.nii'));
  symlinkSync(outside, join(root, 'linked'));
  write('whole.nii', volume());
});

afterAll(() => {
  for (const folder of [root, outside]) rmSync(folder, { recursive: true, force: true });
});

let tables = 0;
function openTable(content: string | Uint8Array, problems: object, name = 'rows.csv'): Promise<Dataset> {
  const table = `${tables++}-${name}`;
  writeFileSync(join(root, table), content);
  return open('mri-manifest', root, { table, problems });
}

/** Opens, and reads every image: damage behind a sound header shows only then. */
async function readAll(content: string | Uint8Array, problems: object): Promise<Dataset> {
  const dataset = await openTable(content, problems);
  for (let row = 0; row < dataset.table.length; row++)
    await dataset.image(row).catch((error: MimmxError) => {
      if (error.code !== 'E_QUARANTINED') throw error;
    });
  return dataset;
}

/** What can be wrong with one row, the row, and the reason that is given. */
const badRows: readonly (readonly [what: string, row: string | Uint8Array, reason: RegExp])[] = [
  ['a missing file', 'a,gone.nii,1', /No file "gone\.nii"/],
  ['a truncated volume', 'b,cut.nii,1', /ends 432 bytes before its last voxel/],
  ['a truncated gzip', 'c,cut.nii.gz,1', /ends after \d+ bytes/],
  ['another kind of file', 'd,text.nii,1', /not a NIfTI file/],
  ['an empty file', 'e,empty.nii,1', /ends after 0 bytes/],
  ['absurd dimensions', 'f,huge.nii,1', /32767 × 32767|more than/],
  ['NaN voxels', 'g,nan.nii,1', /NaN|finite/],
  ['several volumes', 'h,frames.nii,1', /2 volumes/],
  ['another shape', 'i,other-shape.nii,1', /most are/],
  ['a gzip bomb', 'j,bomb.nii.gz,1', /decompresses to far more than/],
  ['a path with ..', 'k,../secret.nii,1', /contains "\.\."/],
  ['an absolute path', `l,${join(outside, 'secret.nii')},1`, /is absolute/],
  ['a link that leaves the root', 'm,link.nii,1', /link to a place outside/],
  ['a folder that is a link out of the root', 'n,linked/secret.nii,1', /link to a place outside/],
  ['one id for two images', 'p3,whole.nii,1', /was there/],
  ['a row without an id', ',whole.nii,1', /no id/],
  ['too few fields', 'o,whole.nii', /2 fields instead of 3/],
  ['bytes that are not UTF-8', Buffer.from('Andr\xe9,whole.nii,1', 'latin1'), /not UTF-8/],
  ['a stray quote', 'q,whole.nii,3" coil', /bad quoting/],
  ['a quote that does not close', 'r,whole.nii,"1', /bad quoting/],
];

const tableWith = (rows: readonly (string | Uint8Array)[]): Buffer =>
  Buffer.concat([header, ...goodRows, ...rows].flatMap((row) => [Buffer.from(row), Buffer.from('\n')]));

test('under quarantine each bad row is left out with its reason, and the good ones stay', async () => {
  const dataset = await readAll(tableWith(badRows.map(([, row]) => row)), { tolerance: 0.6 });
  const { problems } = inspectionOf(dataset)!;
  for (const [i, [what, , reason]] of badRows.entries()) {
    const own = problems.filter(({ line }) => line === GOOD + 2 + i);
    expect(own, what).toMatchObject([{ reason: expect.stringMatching(reason) }]);
  }
  expect(problems).toHaveLength(badRows.length);
  for (let i = 0; i < GOOD; i++) {
    const row = dataset.table.ids.indexOf(`p${i}`);
    expect(await dataset.image(row)).toHaveLength(120);
  }
});

test.each(badRows)('%s stops a strict run, with file, row and reason', async (_, row, reason) => {
  const error = await readAll(tableWith([row]), { policy: 'strict' }).then(
    () => null,
    (thrown: MimmxError) => thrown,
  );
  expect(error).toMatchObject({ code: 'E_DATA' });
  expect(error!.message).toMatch(new RegExp(`^E_DATA: \\S.*, line ${GOOD + 2}: [^\n]*$`));
  expect(error!.message).toMatch(reason);
});

describe.each(['quarantine', 'strict'])('under %s', (policy) => {
  test('byte order mark, mixed line ends and empty lines do no harm', async () => {
    const text = `\ufeff${header}\r\n${goodRows.slice(0, 9).join('\n')}\r\r\n\n${goodRows.slice(9).join('\r\n')}`;
    for (const [content, name] of [
      [text, 'rows.csv'],
      [gzipSync(text), 'rows.csv.gz'],
      [text.replaceAll(',', '\t'), 'rows.tsv'],
    ] as const) {
      const dataset = await openTable(content, { policy }, name);
      expect(dataset.table.length).toBe(GOOD);
      expect(inspectionOf(dataset)!.problems).toEqual([]);
    }
  });

  test.each<[string, string | Uint8Array, string, RegExp]>([
    ['lacks a column', 'eid,path\n1,a.nii\n', 'rows.csv', /has no column "id"/],
    ['is empty', '', 'rows.csv', /is empty/],
    ['has a column twice', 'id,path,y,y\n', 'rows.csv', /two columns "y"/],
    ['is truncated gzip', gzipSync(`${header}\n`).subarray(0, 15), 'rows.csv.gz', /damaged \(gzip/],
    ['is no gzip', Buffer.from('text'), 'rows.csv.gz', /damaged \(gzip/],
  ])('a table that %s is refused', async (_, content, name, message) => {
    await expect(openTable(content, { policy }, name)).rejects.toThrow(message);
    await expect(openTable(content, { policy }, name)).rejects.toMatchObject({ code: 'E_TABLE' });
  });
});

test('quotes in a BIDS table are characters like any other', async () => {
  const folder = scratch();
  writeFiles(folder, {
    'participants.tsv': 'participant_id\tcoil\tsex\nsub-01\t3" surface\tF\nsub-02\t"head" coil\tM\n',
    'sub-01/anat/sub-01_T1w.nii.gz': { shape },
    'sub-02/anat/sub-02_T1w.nii.gz': { shape },
  });
  const { table } = await open('bids', folder, { images: '.', problems: { policy: 'strict' } });
  expect(table.columns.coil).toMatchObject({ labels: ['"head" coil', '3" surface'] });
});

test('a disk that is full costs the cache and nothing else', async () => {
  const folder = scratch();
  for (let i = 0; i < 4; i++) writeFiles(folder, { [`${i}.nii`]: { shape: [16, 16, 16], first: i } });
  writeFileSync(join(folder, 'rows.csv'), ['id,path', '0,0.nii', '1,1.nii', '2,2.nii', '3,3.nii'].join('\n'));
  const script = fileURLToPath(new URL('./open-and-read.ts', import.meta.url));
  const command = [process.execPath, '--conditions=@mimmx/source', script, folder];
  // A limit on the size of a file (here 1 kB) fails in write(2) as a full disk does.
  const { stdout } = await promisify(execFile)('bash', ['-c', 'ulimit -f 1; exec "$@"', 'bash', ...command]);
  expect(stdout).toBe('4 images, the cache cannot be written (EFBIG)');
  const left = readdirSync(folder, { recursive: true }).filter((name) => String(name).includes('.partial'));
  expect(left).toEqual([]);
});
