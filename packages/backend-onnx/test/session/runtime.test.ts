import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findRuntime } from '../../src/node/find-runtime.ts';
import { loadRuntime } from '../../src/session/runtime.ts';

const folder = mkdtempSync(join(tmpdir(), 'mimmx runtime-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** An installed package as far as it is looked at: its native file is empty. */
function packageWith(name: string, file: string): string {
  const place = join(folder, name.replaceAll('/', '+'));
  mkdirSync(join(place, file, '..'), { recursive: true });
  writeFileSync(join(place, file), '');
  return place;
}
const full = packageWith('onnxruntime-node', 'bin/napi-v6/linux/x64/onnxruntime_binding.node');
const own = packageWith('@mimmx/onnxruntime-linux-x64', 'onnxruntime_binding.node');

/** A place where these packages are installed, by name. */
const installed = (packages: Record<string, { version: string; folder: string }>) => (name: string) =>
  packages[name];
const found = (packages: Record<string, { version: string; folder: string }>, ...machine: string[]) =>
  findRuntime(machine[0] ?? 'linux', machine[1] ?? 'x64', installed(packages));

describe('the native files', () => {
  test('are those of our package for the machine', () => {
    expect(found({ '@mimmx/onnxruntime-linux-x64': { version: '1.30.0', folder: own } })).toEqual({
      package: '@mimmx/onnxruntime-linux-x64',
      version: '1.30.0',
      folder: own,
    });
  });

  test('are those of onnxruntime-node where the user has that, for CUDA', () => {
    const both = {
      'onnxruntime-node': { version: '1.30.2', folder: full },
      '@mimmx/onnxruntime-linux-x64': { version: '1.30.0', folder: own },
    };
    expect(found(both).package).toBe('onnxruntime-node');
    // Another version may be there for another library.
    both['onnxruntime-node'].version = '1.21.0';
    expect(found(both).package).toBe('@mimmx/onnxruntime-linux-x64');
  });

  test('of another version are refused, with both versions', () => {
    expect(() => found({ 'onnxruntime-node': { version: '2.1.0', folder: full } })).toThrow(
      /^E_ORT_VERSION: onnxruntime-node 2\.1\.0 is installed; this backend needs 1\.30: npm install @mimmx\/onnxruntime-linux-x64@1\.30$/,
    );
  });

  test('that are missing are named, with the way to install them', () => {
    expect(() => found({})).toThrow(
      /^E_ORT_MISSING: @mimmx\/onnxruntime-linux-x64 is not installed.*npm install @mimmx\/onnxruntime-linux-x64@1\.30 /,
    );
    expect(() => found({}, 'freebsd', 'x64')).toThrow(/^E_ORT_MISSING: .*not built for freebsd-x64; use/);
  });
});

test('this machine has them, and says from where', async () => {
  const { ort, package: name, version } = await loadRuntime();
  expect(name).toBe('onnxruntime-node');
  expect(ort.env.versions.node).toBe(version);
  expect(ort.listSupportedBackends()).toContainEqual({ name: 'cpu', bundled: true });
});
