import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExact, stringifyExact } from '../../src/node/exact-json.ts';

test('gives back every number, NaN, infinities and the sign of zero included', () => {
  const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0, 0.1, 5e-324];
  expect(parseExact(stringifyExact({ values }))).toEqual({ values });
  expect(Object.is((parseExact(stringifyExact([-0])) as number[])[0], -0)).toBe(true);
});

test('gives back any JSON value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), fc.double(), (value, number) => {
      expect(parseExact(stringifyExact({ value, number }))).toEqual({ value, number });
    }),
  );
});

test('leaves an object alone that only looks like a number', () => {
  expect(parseExact(stringifyExact({ $number: 'seven' }))).toEqual({ $number: 'seven' });
});

test('takes no name for a number but the four', () => {
  for (const name of ['toString', '__proto__', 'nan', '']) {
    expect(parseExact(`{"$number":"${name}"}`)).toEqual({ $number: name });
  }
});
