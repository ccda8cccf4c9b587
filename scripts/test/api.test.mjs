import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apiText, publicApi } from '../api/exports.mjs';
import { root } from '../process.mjs';

const api = publicApi(root);

describe.each([...api])('%s', (folder, entries) => {
  test('exports the names of its api.txt (after a wanted change: npm run api)', () => {
    expect(apiText(entries)).toBe(readFileSync(join(root, 'packages', folder, 'api.txt'), 'utf8'));
  });
});

test('kinds are told apart, whatever file a name comes from', () => {
  const lines = apiText(api.get('core')).split('\n');
  expect(lines).toContain('  class MimmxError');
  expect(lines).toContain('  function createRegistry');
  expect(lines).toContain('  interface Registry');
  expect(lines).toContain('  const corePlugin');
});
