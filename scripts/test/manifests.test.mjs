import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../process.mjs';
import { readPackages } from '../sources.mjs';

describe.each(readPackages(root))('$name', ({ folder, manifest }) => {
  test('says on the registry what it is, whose, and under which terms', () => {
    expect(manifest).toMatchObject({ license: 'MIT', author: 'MIMM-X contributors', type: 'module' });
    expect(manifest.description.length).toBeGreaterThan(20);
    expect(manifest.keywords.length).toBeGreaterThan(2);
    expect(manifest.engines).toEqual({ node: '>=20.19.0' });
  });

  test('packs what it built, and what a reader looks for', () => {
    // An editor reads the schema of a config from the command's package.
    const schema = manifest.name === '@mimmx/cli' ? ['mimmx.schema.json'] : [];
    // Script and stylesheet of a page are served as they are.
    const assets = manifest.name === '@mimmx/dashboard' ? ['assets'] : [];
    const docs = existsSync(join(root, 'packages', folder, 'docs')) ? ['docs'] : [];
    expect(manifest.files).toEqual([
      'dist',
      ...docs,
      ...schema,
      ...assets,
      'README.md',
      'CHANGELOG.md',
      'LICENSE',
    ]);
  });

  test('publishes every entry that the sources have', () => {
    const entries = ({ exports }) => Object.keys(exports).sort();
    expect(entries(manifest.publishConfig)).toEqual(entries(manifest));
    const config = readFileSync(join(root, 'packages', folder, 'tsup.config.ts'), 'utf8');
    for (const target of Object.values(manifest.exports)) {
      if (typeof target === 'string') continue;
      expect(existsSync(join(root, 'packages', folder, target['@mimmx/source']))).toBe(true);
      expect(config).toContain(target['@mimmx/source'].slice(2));
    }
  });
});

test('the licence of every tarball is the repository’s', () => {
  expect(readFileSync(join(root, 'LICENSE'), 'utf8')).toMatch(
    /^MIT License\n\nCopyright .* MIMM-X contributors\n/,
  );
});
