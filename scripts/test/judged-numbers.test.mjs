import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pages } from '../../benchmarks/docs/blocks.ts';

test('the README and the page of the method carry the numbers of the judged tables, and no others', () => {
  expect.assertions(2);
  for (const [path, text] of pages()) expect(readFileSync(path, 'utf8'), path).toBe(text);
});
