import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeEntry, encodeEntry } from '../../../src/files/cache/entry.ts';
import { openImageCache } from '../../../src/files/cache/image-cache.ts';
import { readPlaces } from '../../../src/files/cache/shard.ts';
import type { Pixels } from '../../../src/files/index.ts';
import { scratch } from '../scratch.ts';

const key = (name: string | number) => createHash('sha256').update(String(name)).digest().subarray(0, 16);
const image = (value: number, length = 64) => ({
  pixels: new Uint8Array(length).fill(value),
  shape: [length, 1],
});

const shards = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.shard'))
    .map((name) => join(folder, name));

const filled = async (folder: string, count: number, options = {}) => {
  const cache = openImageCache({ folder, ...options }, 'v1', {});
  for (let i = 0; i < count; i++) cache.put(key(i), image(i % 256));
  await cache.close();
  return cache;
};

describe('an entry', () => {
  const pixels: fc.Arbitrary<Pixels> = fc.oneof(
    fc.uint8Array({ minLength: 1 }),
    fc.uint16Array({ minLength: 1 }),
    fc.float32Array({ minLength: 1, noNaN: true }),
  );

  test('comes back as it was', () => {
    fc.assert(
      fc.property(pixels, fc.string(), (values, name) => {
        const shape = [1, values.length, 1];
        expect(decodeEntry(encodeEntry(key(name), { pixels: values, shape }), key(name))).toEqual({
          pixels: values,
          shape,
        });
      }),
    );
  });

  test('is refused after any change of any byte, and under another key', () => {
    const entry = encodeEntry(key('a'), image(3, 32));
    expect(decodeEntry(entry, key('b'))).toBeNull();
    for (let at = 0; at < entry.length; at++) {
      const damaged = entry.slice();
      damaged[at]! ^= 1;
      expect(decodeEntry(damaged, key('a'))).toBeNull();
      expect(decodeEntry(entry.subarray(0, at), key('a'))).toBeNull();
    }
  });
});

describe('the cache', () => {
  test('finds what it holds: gathered, being written, and on disk', async () => {
    const folder = scratch();
    const cache = openImageCache({ folder, shardBytes: 4000 }, 'v1', {});
    for (let i = 0; i < 100; i++) {
      cache.put(key(i), image(i));
      expect(cache.get(key(i))?.pixels[0]).toBe(i);
    }
    await cache.flush();
    for (let i = 0; i < 100; i++) expect(cache.get(key(i))?.pixels[0]).toBe(i);
    expect(cache.get(key('absent'))).toBeNull();
    await cache.close();
    expect(cache.damaged).toBe(0);
  });

  test('keeps other options and versions apart', async () => {
    const folder = scratch();
    await filled(folder, 3);
    for (const other of [
      openImageCache({ folder }, 'v2', {}),
      openImageCache({ folder }, 'v1', { size: 2 }),
    ]) {
      expect(other.get(key(1))).toBeNull();
    }
    expect(openImageCache({ folder }, 'v1', {}).get(key(1))?.pixels[0]).toBe(1);
  });

  test('drops a damaged entry and a cut shard, and takes them again', async () => {
    const folder = scratch();
    await filled(folder, 10);
    const [path] = shards(folder);
    const bytes = readFileSync(path!);
    bytes[64 + 5]! ^= 255;
    writeFileSync(path!, bytes);
    const cache = openImageCache({ folder }, 'v1', {});
    expect(cache.get(key(0))).toBeNull();
    expect(cache.get(key(1))?.pixels[0]).toBe(1);
    expect(cache.damaged).toBe(1);
    cache.put(key(0), image(200));
    await cache.close();
    expect(openImageCache({ folder }, 'v1', {}).get(key(0))?.pixels[0]).toBe(200);

    for (const shard of shards(folder)) truncateSync(shard, statSync(shard).size - 7);
    const cut = openImageCache({ folder }, 'v1', {});
    expect(cut.get(key(1))).toBeNull();
    expect(cut.damaged).toBe(2);
    expect(shards(folder)).toEqual([]);
  });

  test('survives random damage to its files without an exception or a wrong pixel', async () => {
    const folder = scratch();
    await filled(folder, 5);
    const [path] = shards(folder);
    const intact = readFileSync(path!);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(intact.length - 1), fc.nat(255)), { maxLength: 4 }),
        fc.nat(intact.length),
        (edits, cut) => {
          const bytes = Buffer.from(intact);
          for (const [at, value] of edits) bytes[at] = value;
          writeFileSync(path!, edits.length % 2 ? bytes.subarray(0, cut) : bytes);
          const cache = openImageCache({ folder }, 'v1', {});
          for (let i = 0; i < 5; i++) {
            const found = cache.get(key(i));
            if (found) expect([...found.pixels]).toEqual(new Array(64).fill(i));
          }
          void cache.close();
        },
      ),
      { numRuns: 200 },
    );
  });

  test('stays within its bound by removing what was not opened for longest', async () => {
    const folder = scratch();
    for (const [i, version] of ['a', 'b', 'c'].entries()) {
      const cache = openImageCache({ folder, maxBytes: 3000 }, version, {});
      for (let n = 0; n < 8; n++) cache.put(key(n), image(n));
      await cache.close();
      for (const path of shards(folder))
        if (Date.now() - statSync(path).mtimeMs < 5000) utimesSync(path, i + 1, i + 1);
    }
    const total = shards(folder).reduce((sum, path) => sum + statSync(path).size, 0);
    expect(total).toBeLessThanOrEqual(3000);
    expect(openImageCache({ folder }, 'a', {}).get(key(1))).toBeNull();
    expect(openImageCache({ folder }, 'c', {}).get(key(1))?.pixels[0]).toBe(1);
  });

  test('stops writing, and says so, when all that fills it is in use', async () => {
    const folder = scratch();
    const cache = openImageCache({ folder, maxBytes: 2500 }, 'v1', {});
    for (let n = 0; n < 10; n++) cache.put(key(n), image(n));
    await cache.flush();
    expect(cache.get(key(3))?.pixels[0]).toBe(3);
    for (let n = 10; n < 20; n++) cache.put(key(n), image(n));
    await cache.flush();
    expect(cache.stopped).toMatch(/full/);
    expect(cache.get(key(3))?.pixels[0]).toBe(3);
    expect(cache.get(key(13))).toBeNull();
    await cache.close();
  });

  test('goes on without a disk', async () => {
    const file = join(scratch(), 'file');
    writeFileSync(file, '');
    const cache = openImageCache({ folder: file }, 'v1', {});
    cache.put(key(1), image(1));
    await cache.flush();
    expect(cache.stopped).toMatch(/no cache is kept: .* is not a folder/);
    await cache.close();
  });
});

describe('several processes', () => {
  const run = promisify(execFile);
  const script = fileURLToPath(new URL('./write-cache.ts', import.meta.url));
  const node = (folder: string, from: number, wrap: readonly string[] = []) => {
    const command = [...wrap, process.execPath, '--conditions=@mimmx/source', script, folder, String(from)];
    return run(command[0]!, command.slice(1));
  };

  test('write and read one folder at the same time', async () => {
    const folder = scratch();
    const outputs = await Promise.all([0, 30, 60].map((from) => node(folder, from)));
    for (const { stdout } of outputs) expect(stdout).toBe('wrong 0 damaged 0 stopped null');
    const cache = openImageCache({ folder }, 'v1', {});
    for (let i = 0; i < 160; i++) expect(cache.get(key(i))?.pixels[0]).toBe(i);
    await cache.close();
  });

  test('a disk that fills up in the middle of a shard leaves nothing half-written', async () => {
    const folder = scratch();
    // A limit on the size of a file (here 1 kB) fails in write(2) as a full disk does.
    const { stdout } = await node(folder, 0, ['bash', '-c', 'ulimit -f 1; exec "$@"', 'bash']);
    expect(stdout).toBe('wrong 0 damaged 0 stopped the cache cannot be written (EFBIG)');
    for (const path of shards(folder)) expect(readPlaces(path)).toHaveLength(1);
    expect(
      readdirSync(folder, { recursive: true }).filter((name) => String(name).includes('.partial')),
    ).toEqual([]);
  });
});
