import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printable } from '../../src/files/confine.ts';
import { confine } from '../../src/files/index.ts';
import { scratch } from './scratch.ts';

const outside = scratch();
writeFileSync(join(outside, 'secret'), 'x');
const root = scratch();
mkdirSync(join(root, 'a/b'), { recursive: true });
writeFileSync(join(root, 'a/b/one'), '1');
writeFileSync(join(root, 'a/b/two'), '22');
writeFileSync(join(root, 'top'), '333');
symlinkSync(outside, join(root, 'a/out'));
symlinkSync(join(outside, 'secret'), join(root, 'a/b/leak'));
symlinkSync(join(root, 'a/b/two'), join(root, 'a/alias'));
symlinkSync(join(root, 'a/b'), join(root, 'short'));

describe('a confinement', () => {
  const { file } = confine(root);

  test('finds what is inside, also through links that stay inside, again and again', () => {
    for (let time = 0; time < 3; time++) {
      expect(file('a/b/one').size).toBe(1);
      expect(file('a/b/two').size).toBe(2);
      expect(file('top').size).toBe(3);
      expect(file('a/alias').path).toBe(file('a/b/two').path);
      expect(file('short/one').path).toBe(file('a/b/one').path);
      expect(file('./a//b/one').size).toBe(1);
    }
  });

  test('refuses every way out, also from a folder it has been in', () => {
    for (const path of [
      'a/out/secret',
      'a/b/leak',
      '../x',
      'a/../../x',
      join(outside, 'secret'),
      'a\\..\\..\\x',
    ]) {
      expect(() => file(path)).toThrow(/E_PATH/);
    }
    expect(() => file('a/b')).toThrow(/E_PATH: .*not a file/);
    expect(() => file('a/b/none')).toThrow(/E_MISSING/);
    expect(() => confine(join(root, 'none'))).toThrow(/E_ROOT/);
  });

  test('never leaves the root, whatever the path', () => {
    const part = fc.constantFrom(
      'a',
      'b',
      '..',
      '.',
      '',
      'out',
      'secret',
      'leak',
      'short',
      'one',
      '\\',
      'C:',
      '~',
      '\0',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), fc.constantFrom('/', '\\', '//'), (parts, separator) => {
        try {
          expect(file(parts.join(separator)).path.startsWith(root + sep)).toBe(true);
        } catch (error) {
          expect(String(error)).toMatch(/E_PATH|E_MISSING/);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

test('a path in a message has no line breaks or control characters, and an end', () => {
  expect(printable(`a\nb\u001b[31m${'x'.repeat(999)}`)).toMatch(/^a.b.\[31mx+$/);
  expect(printable('x'.repeat(999))).toHaveLength(200);
});
