import fc from 'fast-check';
import { expect, test } from 'vitest';
import { suggest } from '../../src/registry/index.ts';

const KNOWN = ['mine', 'club', 'info-nce', 'smile'];

test.each([
  ['mien', 'Did you mean "mine"?'],
  ['MINE', 'Did you mean "mine"?'],
  ['cub', 'Did you mean "club"?'],
  ['infonce', 'Did you mean "info-nce"?'],
  ['smiles', 'Did you mean "smile"?'],
  ['transformer', 'Known: club, info-nce, mine, smile.'],
])('%s: %s', (name, expected) => {
  expect(suggest(name, KNOWN)).toBe(expected);
});

test('with nothing known, says so', () => {
  expect(suggest('mine', [])).toBe('None is registered.');
});

/** Levenshtein's distance by its recursive definition. */
const distance = (a: string, b: string): number => {
  if (a === '' || b === '') return a.length + b.length;
  const rest = distance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1);
  return Math.min(rest, distance(a.slice(1), b) + 1, distance(a, b.slice(1)) + 1);
};

test('proposes a name exactly if one lies within the limit, and then the nearest', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(word, fc.uniqueArray(word, { minLength: 1, maxLength: 4 }), (name, known) => {
      const distances = known.map((candidate) => distance(name, candidate));
      const nearest = Math.min(...distances);
      const limit = Math.max(2, Math.floor(name.length / 3));
      const answer = suggest(name, known);
      if (nearest > limit) expect(answer).toMatch(/^Known: /);
      else expect(answer).toBe(`Did you mean "${known[distances.indexOf(nearest)]}"?`);
    }),
  );
});

test('does not reorder the list it is given', () => {
  const known = ['b', 'a'];
  suggest('zzzzzzzz', known);
  expect(known).toEqual(['b', 'a']);
});
