import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MimmxError } from '@mimmx/core';
import { describe, expect, test } from 'vitest';
import { confine, createQuarantine, stopIfMachine, usableRows } from '../../src/files/index.ts';
import { bytesStream, scratch, writeImages } from './scratch.ts';

describe('a quarantine', () => {
  test('that gathers counts to the end before it stops', async () => {
    const quarantine = createQuarantine({ tolerance: 0.1 });
    quarantine.expect(10);
    const work = quarantine.gather(async () => {
      for (let i = 0; i < 7; i++) quarantine.add({ file: `${i}.png`, line: i + 2, reason: 'It is damaged.' });
    });
    await expect(work).rejects.toThrow(
      'E_QUARANTINE: 7 of 10 rows cannot be used (more than 10 %); the first: 0.png, line 2: It is damaged. Mend them',
    );
    expect(() => quarantine.add({ file: 'x', line: null, reason: 'y' })).toThrow(/8 of 10/);
  });

  test('writes nothing that a spreadsheet takes for a formula or a terminal for an order', async () => {
    const report = join(scratch(), 'quarantine.csv');
    const quarantine = createQuarantine({ tolerance: 1, report });
    quarantine.add({ file: '=HYPERLINK("x")', line: 2, reason: '@SUM(1)\u001b[2J\u202e' });
    await quarantine.write();
    const text = readFileSync(report, 'utf8');
    expect(text).toContain(`"'=HYPERLINK(""x"")",2,'@SUM(1)�[2J�`);
  });
});

test('every file is looked at before too many stop the run; where nothing is there, the place is named', async () => {
  const root = scratch();
  const files = writeImages(root, 4);
  const look = (names: readonly string[], verify: 'files' | 'images') => {
    const quarantine = createQuarantine({ tolerance: 0.1 });
    quarantine.expect(names.length);
    const stream = bytesStream({ root, files: names, quarantine });
    return usableRows({ stream, quarantine, fileOf: (row) => names[row]!, verify }).finally(stream.close);
  };
  const some = [...files, 'a.raw', 'b.raw', 'c.raw'];
  for (const verify of ['files', 'images'] as const) {
    await expect(look(some, verify)).rejects.toThrow(/E_QUARANTINE: 3 of 7 rows/);
    await expect(look(['a.raw', 'b.raw'], verify)).rejects.toThrow(
      `E_NO_ROWS: None of 2 rows has an image that can be read; the first was looked for at ${join(root, 'a.raw')}`,
    );
    expect([...(await look(files, verify))]).toEqual([0, 1, 2, 3]);
  }
});

test('rows that were left out before any image was looked for are no trouble of the images', async () => {
  const root = scratch();
  const quarantine = createQuarantine({ checking: true });
  quarantine.expect(2);
  for (const line of [2, 3]) quarantine.add({ file: 'rows.csv', line, reason: 'no patient' });
  const stream = bytesStream({ root, files: [], quarantine });
  const looked = usableRows({ stream, quarantine, fileOf: () => '', verify: 'files' }).finally(stream.close);
  await expect(looked).rejects.toThrow(
    'E_NO_ROWS: None of 2 rows can be used, whatever its image; the first: rows.csv, line 2: no patient. Mend the table.',
  );
});

test('trouble of the machine stops the run and sets no file aside', async () => {
  const open = Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' });
  expect(() => stopIfMachine(open)).toThrow(/^E_MACHINE: .*EMFILE.*ulimit -n/);
  for (const error of [
    new Error('decoding failed (Worker initialization failure: EMFILE)'),
    new Error('EIO: i/o error, read'),
    new MimmxError('E_MISSING', 'x', { cause: open }),
  ])
    expect(() => stopIfMachine(error)).toThrow(/^E_MACHINE/);
  const gone = Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT' });
  for (const error of [gone, new Error('not a readable image'), new Error('no file "EIO/1.png"'), 'EIO'])
    expect(() => stopIfMachine(error)).not.toThrow();
  const root = scratch();
  const [file] = writeImages(root, 1);
  const quarantine = createQuarantine();
  const decoder = { module: new URL('./modules/trouble.ts', import.meta.url), version: '1', options: null };
  const stream = bytesStream({ root, files: [file!], quarantine, decoder });
  await expect(stream.image(0)).rejects.toThrow(/^E_MACHINE/);
  expect(quarantine.count).toBe(0);
  await stream.close();
});

test('names in another Unicode form are found, and links without target are told from missing files', () => {
  const root = scratch();
  writeFileSync(join(root, 'Jose\u0301.raw'), 'x');
  symlinkSync('.git/annex/objects/gone', join(root, 'annexed.raw'));
  mkdirSync(join(root, 'folder.raw'));
  const { file } = confine(root);
  expect(file('Jos\u00e9.raw').size).toBe(1);
  expect(() => file('annexed.raw')).toThrow(/E_MISSING: .*link without target.*datalad get/);
  expect(() => file('gone.raw')).toThrow(/E_MISSING: No file/);
  expect(() => file('folder.raw')).toThrow(/E_PATH/);
});
