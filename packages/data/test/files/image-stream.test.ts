import { symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createQuarantine } from '../../src/files/index.ts';
import { bytesModule, bytesStream, markOf, scratch, writeImages } from './scratch.ts';

describe('a stream without a cache', () => {
  test('gives each row the pixels of its file, scaled by the element kind', async () => {
    const root = scratch();
    const files = writeImages(root, 5);
    for (const [kind, scale] of [
      [undefined, 1 / 255],
      ['uint16', 1 / 255],
      ['float', 1],
    ] as const) {
      const options = { shape: [4, 4, 1], kind };
      const stream = bytesStream({ root, files, decoder: { module: bytesModule, version: '1', options } });
      const images = await Promise.all(files.map((_, row) => stream.image(row)));
      await stream.close();
      for (const [row, pixels] of images.entries()) {
        expect(pixels).toHaveLength(16);
        for (const value of pixels) expect(value).toBeCloseTo((row + 1) * scale, 6);
      }
    }
  });

  test('reads in any order, from any position, as often as asked', async () => {
    const root = scratch();
    const stream = bytesStream({ root, files: writeImages(root, 6) });
    const order = [5, 0, 3, 3, 1];
    const seen: number[][] = [];
    for await (const { position, row, pixels } of stream.read(order, { ahead: 2, start: 1 })) {
      seen.push([position, row, markOf(pixels)]);
    }
    await stream.close();
    expect(seen).toEqual([
      [1, 0, 1],
      [2, 3, 4],
      [3, 3, 4],
      [4, 1, 2],
    ]);
    expect(stream.report()).toMatchObject({ images: 5 - 1, quarantined: 0, fromCache: 0 });
  });

  test('decodes a file of several images once for all rows asked for together', async () => {
    const root = scratch();
    writeFileSync(
      join(root, 'volume'),
      Uint8Array.from({ length: 3 * 16 }, (_, i) => 10 * Math.floor(i / 16)),
    );
    const options = { shape: [4, 4, 1], items: 3 };
    const stream = bytesStream({
      root,
      files: ['volume'],
      fileOf: Int32Array.of(0, 0, 0, 0),
      itemOf: Int32Array.of(2, 0, 1, 9),
      decoder: { module: bytesModule, version: '1', options },
      quarantine: createQuarantine({ tolerance: 1 }),
    });
    const marks = await Promise.all([0, 1, 2].map(async (row) => markOf(await stream.image(row))));
    expect(marks).toEqual([20, 0, 10]);
    expect(stream.report().decoded).toBe(1);
    await expect(stream.image(3)).rejects.toThrow('image 9 of a file of 3');
    await stream.close();
  });
});

describe('files that cannot be read', () => {
  const broken = () => {
    const root = scratch();
    const files = writeImages(root, 200);
    writeFileSync(join(root, files[7]!), 'short');
    return { root, files };
  };

  test('are left out under quarantine, with file, line and reason in quarantine.csv', async () => {
    const { root, files } = broken();
    const report = join(scratch(), 'quarantine.csv');
    const quarantine = createQuarantine({ report });
    quarantine.expect(200);
    const stream = bytesStream({ root, files, quarantine, lineOf: (row) => row + 2 });
    let count = 0;
    for await (const { row } of stream.read([6, 7, 8, 7])) {
      expect(row).not.toBe(7);
      count++;
    }
    await stream.close();
    expect(count).toBe(2);
    expect(stream.report().quarantined).toBe(1);
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(report, 'utf8').trim().split('\r\n')).toEqual([
      'file,line,reason',
      'image-7.raw,9,holds 5 bytes instead of 16',
    ]);
  });

  test('stop everything under strict', async () => {
    const { root, files } = broken();
    const stream = bytesStream({
      root,
      files,
      quarantine: createQuarantine({ policy: 'strict' }),
      lineOf: () => 9,
    });
    await expect(stream.image(7)).rejects.toThrow(/^E_DATA: image-7\.raw, line 9: holds 5 bytes/);
    await stream.close();
  });

  test('stop everything when they are more than the tolerance', async () => {
    const { root, files } = broken();
    for (const i of [8, 9]) writeFileSync(join(root, files[i]!), 'short');
    const quarantine = createQuarantine();
    quarantine.expect(200);
    const stream = bytesStream({ root, files, quarantine });
    for (const row of [7, 8])
      await expect(stream.image(row)).rejects.toMatchObject({ code: 'E_QUARANTINED' });
    await expect(stream.image(9)).rejects.toMatchObject({ code: 'E_QUARANTINE' });
    await stream.close();
  });

  test('hang, exit and memory blow-up cost their own row only', async () => {
    const root = scratch();
    const files = writeImages(root, 8);
    for (const [i, word] of [
      [1, 'hang!'],
      [3, 'exit!'],
      [5, 'heap!'],
    ] as const) {
      writeFileSync(join(root, files[i]!), `${word}           `);
    }
    const stream = bytesStream({ root, files, workers: { workers: 2, timeout: 5000, heap: 32 } });
    const outcomes = await Promise.allSettled(files.map((_, row) => stream.image(row)));
    await stream.close();
    expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
      true,
      true,
    ]);
    expect(String((outcomes[1] as PromiseRejectedResult).reason)).toContain('took longer than 5000 ms');
    expect(String((outcomes[5] as PromiseRejectedResult).reason)).toContain('memory');
  });

  test('never lie outside the root', async () => {
    const outside = scratch();
    writeImages(outside, 1);
    const root = scratch();
    symlinkSync(join(outside, 'image-0.raw'), join(root, 'link.raw'));
    symlinkSync(outside, join(root, 'folder'));
    const files = [
      '../x/image-0.raw',
      join(outside, 'image-0.raw'),
      'link.raw',
      'folder/image-0.raw',
      'C:\\x',
      'a\0b',
      '',
    ];
    const stream = bytesStream({ root, files });
    for (const row of files.keys())
      await expect(stream.image(row)).rejects.toMatchObject({ code: 'E_QUARANTINED' });
    await stream.close();
    expect(stream.report().decoded).toBe(0);
  });
});

describe('a stream with a cache', () => {
  test('gives the same pixels from the cache, also to the next process', async () => {
    const root = scratch();
    const files = writeImages(root, 40);
    const cache = { folder: join(scratch(), 'cache') };
    const order = files.map((_, row) => row);
    const pass = async () => {
      const stream = bytesStream({ root, files, cache });
      const marks: number[] = [];
      for await (const { pixels } of stream.read(order)) marks.push(markOf(pixels));
      await stream.close();
      return { marks, report: stream.report() };
    };
    const cold = await pass();
    const warm = await pass();
    expect(cold.report).toMatchObject({ decoded: 40, fromCache: 0 });
    expect(warm.report).toMatchObject({ decoded: 0, fromCache: 40, rebuilt: 0 });
    expect(warm.marks).toEqual(cold.marks);
    expect(warm.marks).toEqual(order.map((row) => row + 1));
  });

  test('decodes again when the file or the options change', async () => {
    const root = scratch();
    const files = writeImages(root, 1);
    const cache = { folder: scratch() };
    const read = async (kind?: 'float') => {
      const options = { shape: [4, 4, 1], kind };
      const stream = bytesStream({
        root,
        files,
        cache,
        decoder: { module: bytesModule, version: '1', options },
      });
      const pixels = await stream.image(0);
      await stream.close();
      return { first: pixels[0], decoded: stream.report().decoded };
    };
    expect(await read()).toEqual({ first: Math.fround(1 / 255), decoded: 1 });
    expect(await read('float')).toEqual({ first: 1, decoded: 1 });
    writeFileSync(join(root, files[0]!), new Uint8Array(16).fill(51));
    expect(await read()).toEqual({ first: Math.fround(0.2), decoded: 1 });
    utimesSync(join(root, files[0]!), 1, 1);
    expect(await read()).toEqual({ first: Math.fround(0.2), decoded: 1 });
    expect(await read()).toEqual({ first: Math.fround(0.2), decoded: 0 });
  });
});
