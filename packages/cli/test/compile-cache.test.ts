import { chmod, mkdir, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compileCacheFolder } from '../src/compile-cache.ts';
import { remove, temporaryFolder } from './run-command.ts';

let home: string;
beforeAll(async () => {
  home = await temporaryFolder();
});
afterAll(() => remove(home));

test('compiled code lies in a folder of the user alone, or nowhere', async () => {
  const folder = compileCacheFolder('compiled', home, undefined);
  expect(folder).toBe(join(home, '.cache', 'mimmx', 'compiled'));
  expect((await stat(folder!)).mode & 0o777).toBe(0o700);
  expect(compileCacheFolder('compiled', home, join(home, 'other'))).toBe(
    join(home, 'other', 'mimmx', 'compiled'),
  );
  expect(compileCacheFolder('compiled', home, 'relative')).toBe(folder);
});

test.skipIf(process.platform === 'win32')(
  'a folder that others can write, or lead elsewhere, is not used',
  async () => {
    const open = join(home, 'open');
    const folder = compileCacheFolder('compiled', home, open)!;
    await chmod(folder, 0o777);
    expect(compileCacheFolder('compiled', home, open)).toBe(null);
    await chmod(folder, 0o700);
    await chmod(join(open, 'mimmx'), 0o777);
    expect(compileCacheFolder('compiled', home, open)).toBe(null);

    const led = join(home, 'led');
    await mkdir(join(led, 'mimmx'), { recursive: true, mode: 0o700 });
    await symlink(open, join(led, 'mimmx', 'compiled'));
    expect(compileCacheFolder('compiled', home, led)).toBe(null);
    expect(compileCacheFolder('compiled', '/dev/null', undefined)).toBe(null);
  },
);
