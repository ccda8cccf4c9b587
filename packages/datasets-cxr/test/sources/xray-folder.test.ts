import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectionOf } from '@mimmx/data/files';
import { beforeAll, describe, expect, test } from 'vitest';
import { valuesOf, writePng } from '../images.ts';
import { open, scratch } from '../open.ts';

const image = { size: 16 };

describe('xray-folder', () => {
  const root = scratch();
  beforeAll(async () => {
    for (let i = 0; i < 6; i++) await writePng(root, `x/${i}.png`, 40 * i);
    const rows = Array.from(
      { length: 6 },
      (_, i) => `x/${i}.png,p${i >> 1},${i % 2},${20.5 + i},site ${i % 3},${i}`,
    );
    writeFileSync(join(root, 'rows.csv'), ['path,patient,sick,age,site,grade', ...rows].join('\n'));
  });
  const folder = (options = {}) =>
    open('xray-folder', { table: 'rows.csv', images: '.', image, cache: false, ...options }, root);

  test('makes a column of every column, of a guessed or declared kind', async () => {
    const { table } = await folder({ columns: { grade: 'number' } });
    expect(Object.keys(table.columns)).toEqual(['sick', 'age', 'site', 'grade']);
    expect(table.columns.sick).toMatchObject({ kind: 'categorical', labels: ['0', '1'] });
    expect(valuesOf(table, 'age')).toEqual([20.5, 21.5, 22.5, 23.5, 24.5, 25.5]);
    expect(valuesOf(table, 'grade')).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...table.patients]).toEqual([0, 0, 1, 1, 2, 2]);
  });

  test('normalises as asked', async () => {
    const byImage = await folder({ normalise: 'image' });
    expect(Math.max(...(await byImage.image(3)).map(Math.abs))).toBeLessThan(1e-3);
    const given = await folder({ normalise: { mean: 0.5, sd: 0.25 } });
    expect((await given.image(5))[0]).toBeCloseTo((200 / 255 - 0.5) / 0.25, 3);
    const whole = await folder({ normalise: 'data-set' });
    const values = (await Promise.all([0, 1, 2, 3, 4, 5].map((row) => whole.image(row)))).map(
      (pixels) => pixels[0]!,
    );
    expect(values.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 4);
    expect(values.reduce((a, b) => a + b * b, 0) / 6).toBeCloseTo(1, 4);
  });

  test('draws markers as settable confounders, before normalising', async () => {
    const marked = await folder({ markers: ['text', 'device', 'notch'], image: { size: 64 } });
    expect(marked.settable.map(({ name, labels }) => [name, labels.length])).toEqual([
      ['text', 2],
      ['device', 2],
      ['notch', 2],
    ]);
    const plain = await marked.image(1);
    expect(await marked.image(1, { text: 0 })).toEqual(plain);
    for (const name of ['text', 'device']) {
      const drawn = await marked.image(1, { [name]: 1 });
      expect(Math.max(...drawn)).toBeGreaterThan(0.9);
      expect(drawn).not.toEqual(plain);
    }
  });

  test('fills a cache that the next opening reads', async () => {
    const cache = { folder: scratch() };
    const first = await folder({ cache });
    const pixels = await first.image(4);
    await first.close?.();
    const second = await folder({ cache });
    expect(await second.image(4)).toEqual(pixels);
    expect(inspectionOf(second)?.report()).toMatchObject({ decoded: 0, fromCache: 7 });
    expect(readdirSync(cache.folder).filter((name) => name !== 'CACHEDIR.TAG')).toHaveLength(1);
  });
});

describe('rows that cannot be used', () => {
  const root = scratch();
  const outside = scratch();
  const cache = { folder: scratch() };
  beforeAll(async () => {
    await writePng(outside, 'secret.png', 9);
    for (let i = 0; i < 20; i++) await writePng(root, `${i}.png`, i);
    symlinkSync(join(outside, 'secret.png'), join(root, 'link.png'));
    writeFileSync(join(root, 'cut.png'), readFileSync(join(root, '1.png')).subarray(0, 60));
    writeFileSync(join(root, 'text.png'), 'not an image');
    const bad = ['gone.png', 'cut.png', 'text.png', '../secret.png', join(outside, 'secret.png'), 'link.png'];
    const good = Array.from({ length: 20 }, (_, i) => `${i}.png`);
    const lines = [...good, ...bad].map((path, i) => `${path},p${i},${i % 2}`);
    writeFileSync(
      join(root, 'rows.csv'),
      ['path,patient,y', ...lines, '3.png,other patient,1', '4.png,,1', '5.png,p9'].join('\n'),
    );
  });

  test('are left out, counted and listed with line and reason', async () => {
    const options = { table: 'rows.csv', images: '.', image, cache, problems: { tolerance: 0.5 } };
    const dataset = await open('xray-folder', options, root);
    expect(dataset.table.length).toBe(20);
    const problems = inspectionOf(dataset)!.problems.map(({ line, reason }) => [line, reason] as const);
    const reasonAt = (line: number) => problems.find(([at]) => at === line)?.[1];
    expect(problems).toHaveLength(9);
    expect(reasonAt(22)).toMatch(/No file "gone.png"/);
    expect(reasonAt(23)).toMatch(/not a readable image/);
    expect(reasonAt(24)).toMatch(/neither JPEG, PNG nor DICOM/);
    expect(reasonAt(25)).toMatch(/contains "\.\."/);
    expect(reasonAt(26)).toMatch(/is absolute/);
    expect(reasonAt(27)).toMatch(/link to a place outside/);
    expect(reasonAt(28)).toMatch(/another image or patient/);
    expect(reasonAt(29)).toMatch(/no patient/);
    expect(reasonAt(30)).toMatch(/2 fields instead of 3/);
    const report = readdirSync(cache.folder).find((name) => name.startsWith('quarantine-'))!;
    expect(readFileSync(join(cache.folder, report), 'utf8').trim().split('\r\n')).toHaveLength(10);
    for (let row = 0; row < 20; row++) expect((await dataset.image(row))[0]).toBeCloseTo(row / 255, 3);
  });

  test('stop the opening when they are too many, or at once under strict', async () => {
    const options = { table: 'rows.csv', images: '.', image, cache: false };
    await expect(open('xray-folder', options, root)).rejects.toThrow(
      /E_QUARANTINE: \d+ of 2\d rows cannot be used \(more than 1 %\)/,
    );
    await expect(open('xray-folder', { ...options, problems: { policy: 'strict' } }, root)).rejects.toThrow(
      /E_DATA: rows\.csv, line 28:/,
    );
    expect(existsSync(join(root, '.cache'))).toBe(false);
  });

  test('has the options of files under the names that all data sets have', async () => {
    for (const [old, value] of [
      ['policy', 'strict'],
      ['tolerance', 0.5],
    ] as const)
      await expect(
        open('xray-folder', { table: 'rows.csv', images: '.', [old]: value }, root),
      ).rejects.toThrow(`dataset "xray-folder": unknown option "${old}". It is called problems.${old} now.`);
  });
});
