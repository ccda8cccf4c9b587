import { execFile } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { inspectionOf } from '@mimmx/data/files';
import { beforeAll, describe, expect, test } from 'vitest';
import { fixture } from './decode/fixture.ts';
import { writePng } from './images.ts';
import { open, scratch } from './open.ts';

const GOOD = 18;
const root = scratch();
const outside = scratch();
const goodRows = Array.from({ length: GOOD }, (_, i) => `good/${i}.png,p${i},${i % 2}`);
const header = 'path,patient,y';

beforeAll(async () => {
  for (let i = 0; i < GOOD; i++) await writePng(root, `good/${i}.png`, 5 * i);
  await writePng(root, 'whole.jpg', 90);
  await writePng(outside, 'secret.png', 90);
  const whole = readFileSync(join(root, 'whole.jpg'));
  writeFileSync(join(root, 'cut.jpg'), whole.subarray(0, whole.length / 3));
  const png = readFileSync(join(root, 'good/1.png'));
  writeFileSync(join(root, 'cut.png'), png.subarray(0, 60));
  writeFileSync(join(root, 'text.png'), 'not an image');
  writeFileSync(join(root, 'empty.png'), '');
  // The size in the header of a PNG: 60,000 × 60,000 pixels of which none follows.
  const bomb = Buffer.from(png);
  bomb.writeUInt32BE(60_000, 16);
  bomb.writeUInt32BE(60_000, 20);
  writeFileSync(join(root, 'bomb.png'), bomb);
  for (const name of ['bad-no-pixels', 'bad-two-frames', 'bad-truncated', 'bad-absurd-size'])
    writeFileSync(join(root, `${name}.dcm`), fixture(`${name}.dcm`));
  symlinkSync(join(outside, 'secret.png'), join(root, 'link.png'));
  symlinkSync(outside, join(root, 'linked'));
});

let tables = 0;
/** A table of the good rows and whatever else; opened with a tolerance for one bad row. */
function openTable(content: string | Uint8Array, options: Record<string, unknown>, name = 'rows.csv') {
  const table = `${tables++}-${name}`;
  writeFileSync(join(root, table), content);
  const given = {
    table,
    images: '.',
    image: { size: 16 },
    cache: false,
    problems: { tolerance: 0.06 },
    workers: 1,
    ...options,
  };
  return open('xray-folder', given, root);
}

/** What can be wrong with one row, the row, and the reason that is given. */
const badRows: readonly (readonly [what: string, row: string | Uint8Array, reason: RegExp])[] = [
  ['a missing file', 'gone.png,p,1', /No file "gone\.png"/],
  ['a truncated JPEG', 'cut.jpg,p,1', /not a readable image/],
  ['a truncated PNG', 'cut.png,p,1', /not a readable image/],
  ['another kind of file', 'text.png,p,1', /neither JPEG, PNG nor DICOM/],
  ['an empty file', 'empty.png,p,1', /is empty/],
  ['a PNG of absurd size', 'bomb.png,p,1', /too few for its 60000 × 60000 pixels/],
  ['DICOM without pixels', 'bad-no-pixels.dcm,p,1', /without pixel data/],
  ['DICOM of several frames', 'bad-two-frames.dcm,p,1', /2 frames/],
  ['truncated DICOM', 'bad-truncated.dcm,p,1', /truncated: 192 of 384 bytes/],
  ['DICOM of absurd size', 'bad-absurd-size.dcm,p,1', /65000 × 65000 pixels/],
  ['a path with ..', '../secret.png,p,1', /contains "\.\."/],
  ['an absolute path', `${join(outside, 'secret.png')},p,1`, /is absolute/],
  ['a link that leaves the root', 'link.png,p,1', /link to a place outside/],
  ['a folder that is a link out of the root', 'linked/secret.png,p,1', /link to a place outside/],
  ['one id for two patients', 'good/3.png,another,1', /another image or patient/],
  ['a row without a patient', 'whole.jpg,,1', /no patient/],
  ['too few fields', 'whole.jpg,p', /2 fields instead of 3/],
  ['bytes that are not UTF-8', Buffer.from('whole.jpg,Andr\xe9,1', 'latin1'), /not UTF-8/],
  ['a stray quote', 'whole.jpg,3" p,1', /bad quoting/],
  ['a quote that does not close', 'whole.jpg,"p,1', /bad quoting/],
];

const tableWith = (rows: readonly (string | Uint8Array)[]): Buffer =>
  Buffer.concat([header, ...goodRows, ...rows].flatMap((row) => [Buffer.from(row), Buffer.from('\n')]));

test('under quarantine each bad row is left out with its reason, and the good ones stay', async () => {
  const dataset = await openTable(tableWith(badRows.map(([, row]) => row)), { problems: { tolerance: 0.6 } });
  expect(dataset.table.length).toBe(GOOD);
  const { problems } = inspectionOf(dataset)!;
  for (const [i, [what, , reason]] of badRows.entries()) {
    const own = problems.filter(({ line }) => line === GOOD + 2 + i);
    expect(own, what).toMatchObject([{ reason: expect.stringMatching(reason) }]);
  }
  expect(problems).toHaveLength(badRows.length);
});

test.each(badRows)('%s stops a strict run, with file, row and reason', async (_, row, reason) => {
  const error = await openTable(tableWith([row]), { problems: { policy: 'strict' } }).then(
    () => null,
    (thrown: Error & { code?: string }) => thrown,
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
      const dataset = await openTable(content, { problems: { policy } }, name);
      expect(dataset.table.length).toBe(GOOD);
      expect(inspectionOf(dataset)!.problems).toEqual([]);
    }
  });

  test.each<[string, string | Uint8Array, string, RegExp]>([
    ['lacks a column', 'path,sex\na.png,F\n', 'rows.csv', /has no column "patient"\. Known: path, sex/],
    ['is empty', '', 'rows.csv', /is empty/],
    ['has a column twice', 'path,patient,y,y\n', 'rows.csv', /two columns "y"/],
    ['is truncated gzip', gzipSync(`${header}\n`).subarray(0, 15), 'rows.csv.gz', /damaged \(gzip/],
    ['is no gzip', Buffer.from('text'), 'rows.csv.gz', /damaged \(gzip/],
  ])('a table that %s is refused', async (_, content, name, message) => {
    await expect(openTable(content, { problems: { policy } }, name)).rejects.toThrow(message);
    await expect(openTable(content, { problems: { policy } }, name)).rejects.toMatchObject({
      code: 'E_TABLE',
    });
  });
});

test('more bad rows than tolerated stop a run under quarantine', async () => {
  const table = [header, ...goodRows, 'gone.png,p,1', 'text.png,p,1'].join('\n');
  await expect(openTable(table, {})).rejects.toThrow(
    /E_QUARANTINE: 2 of 20 rows cannot be used \(more than 6 %\)/,
  );
});

test('a packed line that unpacks to gigabytes does not fill the memory', async () => {
  const bomb = Buffer.concat([gzipSync(`${header}\n`), gzipSync(Buffer.alloc(64 << 20, 'x'))]);
  const before = process.memoryUsage().rss;
  await expect(openTable(bomb, { problems: { policy: 'strict' } }, 'bomb.csv.gz')).rejects.toMatchObject({
    code: 'E_DATA',
  });
  expect(process.memoryUsage().rss - before).toBeLessThan(150e6);
});

test('a disk that is full costs the cache and nothing else', async () => {
  const folder = scratch();
  for (let i = 0; i < GOOD; i++) copyFileSync(join(root, `good/${i}.png`), join(folder, `${i}.png`));
  const rows = Array.from({ length: GOOD }, (_, i) => `${i}.png,p${i},${i % 2}`);
  writeFileSync(join(folder, 'rows.csv'), [header, ...rows].join('\n'));
  const script = fileURLToPath(new URL('./open-and-read.ts', import.meta.url));
  const command = [process.execPath, '--conditions=@mimmx/source', script, folder];
  // A limit on the size of a file (here 1 kB) fails in write(2) as a full disk does.
  const { stdout } = await promisify(execFile)('bash', ['-c', 'ulimit -f 1; exec "$@"', 'bash', ...command]);
  expect(stdout).toBe(`${GOOD} images, the cache cannot be written (EFBIG)`);
  expect(
    readdirSync(folder, { recursive: true }).filter((name) => String(name).includes('.partial')),
  ).toEqual([]);
});
