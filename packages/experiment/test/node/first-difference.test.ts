import { expect, test } from 'vitest';
import { firstDifference } from '../../src/node/first-difference.ts';

test.each([
  [{ a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2] }, a: 1 }, null],
  [
    { a: 1, b: { c: [1, 2] } },
    { a: 1, b: { c: [1, 3] } },
    { path: 'b.c.1', recorded: 2, given: 3 },
  ],
  [{ a: 1 }, { a: 1, extra: null }, { path: 'extra', recorded: undefined, given: null }],
  [{ a: [1] }, { a: { 0: 1 } }, { path: 'a', recorded: [1], given: { 0: 1 } }],
  [{ a: [1, 2] }, { a: [1] }, { path: 'a.1', recorded: 2, given: undefined }],
])('%j and %j', (recorded, given, expected) => {
  expect(firstDifference(recorded, given)).toEqual(expected);
});
