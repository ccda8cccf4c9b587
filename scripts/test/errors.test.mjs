import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { causes } from '../errors/causes.mjs';
import { errorCodes } from '../errors/codes.mjs';
import { errorPage } from '../errors/page.mjs';
import { root } from '../process.mjs';
import { filesBelow, readPackages } from '../sources.mjs';

const codes = errorCodes(root);

test('every code of the sources has a cause and a remedy, and no other has (scripts/errors/causes.mjs)', () => {
  expect(Object.keys(causes).sort()).toEqual([...codes.keys()].sort());
  for (const texts of Object.values(causes)) {
    expect(texts).toHaveLength(2);
    for (const text of texts) expect(text).toMatch(/^[\s\S]*[A-Z`][\s\S]*\.$/);
  }
});

test('docs/errors.md is of these sources (after a wanted change: npm run errors)', () => {
  expect(errorPage(codes, causes)).toBe(readFileSync(join(root, 'docs/errors.md'), 'utf8'));
});

test('no code is overlooked: whatever looks like one in the sources is on the page', () => {
  const literals = new Set(
    readPackages(root)
      .flatMap(({ folder }) => filesBelow(root, `packages/${folder}/src`))
      .flatMap((file) => readFileSync(join(root, file), 'utf8').match(/(?<=')E_[A-Z\d_]+(?=')/g) ?? []),
  );
  expect([...literals].sort()).toEqual([...codes.keys()].sort());
});

test('messages are shown as a reader sees them', () => {
  const { packages, messages } = codes.get('E_DUPLICATE_NAME');
  expect([...packages]).toEqual(['@mimmx/core']);
  expect([...messages]).toEqual(['The … "…" comes from both "…" and "…". Use one of the two plugins.']);
});
