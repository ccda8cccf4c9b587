import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openImageCache } from '../../../src/files/cache/image-cache.ts';
import { scratch } from '../scratch.ts';

const key = (name: number) => createHash('sha256').update(String(name)).digest().subarray(0, 16);
const image = { pixels: new Uint8Array(64).fill(7), shape: [64, 1] };
const below = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

/** Uses a folder as a cache: puts, writes, finds. */
async function use(folder: string, options = {}): Promise<{ stopped: string | null; found: boolean }> {
  const cache = openImageCache({ folder, ...options }, 'v1', {});
  const found = cache.get(key(1)) !== null;
  cache.put(key(1), image);
  await cache.close();
  return { stopped: cache.stopped, found };
}

/** A cache with one shard: the folder, and the path of the shard. */
async function filled(): Promise<{ folder: string; shard: string }> {
  const folder = join(scratch(), 'cache');
  expect(await use(folder)).toEqual({ stopped: null, found: false });
  const name = below(folder).find((one) => one.endsWith('.shard'))!;
  return { folder, shard: join(folder, name) };
}

describe('a cache is its owner’s alone:', () => {
  test.skipIf(process.platform === 'win32')('modes 0700 and 0600, and a tag for backups', async () => {
    const { folder, shard } = await filled();
    for (const path of [folder, dirname(shard)]) expect(statSync(path).mode & 0o777).toBe(0o700);
    for (const path of [shard, join(folder, 'CACHEDIR.TAG')]) expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'CACHEDIR.TAG'), 'utf8')).toMatch(
      /^Signature: 8a477f597d28d172789f06886806bc55/,
    );
    expect(await use(folder)).toEqual({ stopped: null, found: true });
  });
});

describe('a folder that a config names is no cache, and is left as it is, if', () => {
  test('other things lie in it: nothing old or partial of others is taken away', async () => {
    const folder = scratch();
    mkdirSync(join(folder, 'thesis'));
    const names = ['a.shard', 'b.partial', 'c.shard.partial'];
    for (const name of names) {
      writeFileSync(join(folder, 'thesis', name), 'mine');
      utimesSync(join(folder, 'thesis', name), 1, 1);
    }
    const before = below(folder);
    expect((await use(folder, { maxBytes: 1 })).stopped).toContain('holds other things ("thesis")');
    expect(below(folder)).toEqual(before);
  });

  test.skipIf(process.platform === 'win32')('it is a link, or lies behind one', async () => {
    const folder = scratch();
    const elsewhere = scratch();
    symlinkSync(elsewhere, join(folder, '.cache'));
    expect((await use(join(folder, '.cache'))).stopped).toContain('is a link');
    expect((await use(join(folder, '.cache', 'mimmx'))).stopped).toContain('is a link');
    expect(below(elsewhere)).toEqual([]);
  });

  test('it is a file', async () => {
    const file = join(scratch(), 'file');
    writeFileSync(file, 'mine');
    expect((await use(file)).stopped).toContain('is not a folder');
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });
});

describe.skipIf(process.platform === 'win32')(
  'what was laid into a cache is not followed, waited for or believed:',
  () => {
    const lays: [string, (shard: string, elsewhere: string) => void][] = [
      [
        'a shard that is a link',
        (shard, elsewhere) => {
          renameSync(shard, join(elsewhere, 'shard'));
          symlinkSync(join(elsewhere, 'shard'), shard);
        },
      ],
      [
        'a shard that is a link to a device',
        (shard, elsewhere) => {
          renameSync(shard, join(elsewhere, 'shard'));
          symlinkSync('/dev/zero', shard);
        },
      ],
      [
        'a shard that is a pipe',
        (shard, elsewhere) => {
          renameSync(shard, join(elsewhere, 'shard'));
          execFileSync('mkfifo', [shard]);
        },
      ],
      [
        'a shard that is a folder',
        (shard, elsewhere) => {
          renameSync(shard, join(elsewhere, 'shard'));
          mkdirSync(shard);
        },
      ],
      ['a shard without end', (shard) => truncateSync(shard, 2 ** 40)],
      [
        'a way to decode that is a link',
        (shard, elsewhere) => {
          renameSync(dirname(shard), join(elsewhere, 'space'));
          symlinkSync(join(elsewhere, 'space'), dirname(shard));
        },
      ],
      [
        'pixels under another key',
        (shard) => {
          const bytes = readFileSync(shard);
          key(2).copy(bytes, 4);
          writeFileSync(shard, bytes);
        },
      ],
    ];
    test.each(lays)('%s', async (_, lay) => {
      const { folder, shard } = await filled();
      const elsewhere = scratch();
      lay(shard, elsewhere);
      const time = (path: string) => (existsSync(path) ? statSync(path).mtimeMs : 0);
      const before = below(elsewhere).map((name) => [name, time(join(elsewhere, name))]);
      const began = performance.now();
      expect((await use(folder)).found).toBe(false);
      expect(performance.now() - began).toBeLessThan(5000);
      expect(below(elsewhere).map((name) => [name, time(join(elsewhere, name))])).toEqual(before);
    });
  },
);
