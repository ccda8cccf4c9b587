import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createQuarantine, createWorkerPool, isMachineTrouble } from '../../../src/files/index.ts';
import { bytesStream, scratch, writeImages } from '../scratch.ts';

const module = new URL('../modules/trouble.ts', import.meta.url);
const root = scratch();
const pool = createWorkerPool({ workers: 3, memory: 100 });
afterAll(() => pool.close());
let files = 0;
const file = (): string => {
  const path = join(root, String(files++));
  writeFileSync(path, '');
  return path;
};
const call = (name: string, options: unknown, path = file()) =>
  pool.run<[number, number]>({ module, name, path, options });

describe('a machine in trouble', () => {
  test.each(['EMFILE', 'EIO', 'ENOMEM'])('for a moment (%s) is asked again', async (code) => {
    expect((await call('read', { code, times: 2 })).value).toBe(3);
  });

  test('for longer stops with what to do, and never makes the file a bad one', async () => {
    const path = file();
    const error = await call('read', { code: 'EMFILE', times: 99 }, path).catch((thrown: Error) => thrown);
    expect(String(error)).toMatch(
      /^MimmxError: E_MACHINE: Reading stopped \(EMFILE\): too many open files; raise/,
    );
    expect(isMachineTrouble(error)).toBe(true);
    expect(readFileSync(path)).toHaveLength(5);
  });

  test('stops a stream; a file that is damaged is left out as before', async () => {
    const images = writeImages(root, 3);
    writeFileSync(join(root, images[1]!), 'short');
    const quarantine = createQuarantine({ tolerance: 1 });
    const stream = bytesStream({ root, files: images, quarantine });
    await expect(stream.image(1)).rejects.toMatchObject({ code: 'E_QUARANTINED' });
    expect(quarantine.problems).toHaveLength(1);
    const broken = bytesStream({
      root,
      files: images,
      quarantine,
      decoder: {
        module: new URL('../modules/broken-drive.ts', import.meta.url),
        version: '1',
        options: null,
      },
    });
    await expect(broken.image(0)).rejects.toMatchObject({ code: 'E_MACHINE' });
    expect(quarantine.problems).toHaveLength(1);
    await stream.close();
    await broken.close();
  });
});

describe('memory that threads share', () => {
  const MIB = 2 ** 20;
  const overlap = (a: readonly number[], b: readonly number[]) => a[0]! < b[1]! && b[0]! < a[1]!;

  test('holds as many images as fit, and one that wants more than all alone', async () => {
    await Promise.all([0, 0, 0].map((mib) => call('hold', mib)));
    const together = await Promise.all([30, 30].map((mib) => call('hold', mib * MIB)));
    expect(overlap(together[0]!.value, together[1]!.value)).toBe(true);
    const times = await Promise.all([70, 70, 5000].map((mib) => call('hold', mib * MIB)));
    for (const [i, a] of times.entries())
      for (const b of times.slice(i + 1)) expect(overlap(a.value, b.value)).toBe(false);
  });

  test('is given back by a thread that dies', async () => {
    for (let i = 0; i < 4; i++) await expect(call('die', 80 * MIB)).rejects.toThrow(/thread ended/);
    const [from, to] = (await call('hold', 100 * MIB)).value;
    expect(to).toBeGreaterThan(from);
  });
});
