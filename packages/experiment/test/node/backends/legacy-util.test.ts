import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { restoreLegacyUtil } from '../../../src/node/backends/legacy-util.ts';

// As `@tensorflow/tfjs-node` gets it.
const util = createRequire(import.meta.url)('util') as Record<string, (value: unknown) => boolean>;

test('the tests are there again, and answer as documented', () => {
  restoreLegacyUtil();
  expect([null, undefined, 0, ''].map(util.isNullOrUndefined!)).toEqual([true, true, false, false]);
  expect([[], {}, new Float32Array()].map(util.isArray!)).toEqual([true, false, false]);
  expect([{}, [], null, () => 0].map(util.isObject!)).toEqual([true, true, false, false]);
  expect([1, 'a', null, undefined, Symbol.iterator, {}, () => 0].map(util.isPrimitive!)).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
  expect([new TypeError(), { message: '' }].map(util.isError!)).toEqual([true, false]);
  expect(
    [new Date(), /a/, Buffer.alloc(1), Symbol.iterator].map((value, i) =>
      [util.isDate, util.isRegExp, util.isBuffer, util.isSymbol][i]!(value),
    ),
  ).toEqual([true, true, true, true]);
});

test('what Node still has stays as it is', () => {
  const own = () => false;
  const kept = util.isString!;
  util.isString = own;
  restoreLegacyUtil();
  expect(util.isString).toBe(own);
  util.isString = kept;
});
