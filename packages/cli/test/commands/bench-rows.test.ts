import { expect, test } from 'vitest';
import { rowsOf } from '../../src/commands/bench.ts';

const KNOWN = ['erm', 'mimm-x', 'mimm-x, as drawn', 'mimm-x, labels'];

test.each([
  ['erm,mimm-x', ['erm', 'mimm-x']],
  ['mimm-x, as drawn', ['mimm-x, as drawn']],
  ['mimm-x, labels,mimm-x,erm', ['mimm-x, labels', 'mimm-x', 'erm']],
  // Two names: a row's own comma has a space behind it.
  ['mimm-x,labels', ['mimm-x', 'labels']],
  // Left as they are, for the message that names what there is.
  ['ermm,as drawn', ['ermm', 'as drawn']],
])('--methods %s names %j', (text, wanted) => {
  expect(rowsOf(text, KNOWN)).toEqual(wanted);
});

test('no --methods are all rows', () => {
  expect(rowsOf(undefined, KNOWN)).toBeUndefined();
});
