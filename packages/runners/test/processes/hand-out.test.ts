import { expect, test } from 'vitest';
import { handOut } from '../../src/processes/index.ts';

test('a piece comes after the one that it starts from, and falls with it', () => {
  const pieces = handOut([
    { id: 'a' },
    { id: 'b', after: 'a' },
    { id: 'c', after: 'b' },
    { id: 'd', after: 'gone' },
  ]);
  expect([pieces.next(), pieces.next(), pieces.next()]).toEqual(['a', 'd', undefined]);
  pieces.done('a');
  expect(pieces.next()).toBe('b');
  expect(pieces.failed('b')).toEqual(['c']);
  pieces.done('d');
  expect(pieces.left).toBe(0);
});

test('a piece that was put back waits for its time', () => {
  let now = 0;
  const pieces = handOut([{ id: 'a' }, { id: 'b' }], () => now);
  expect(pieces.next()).toBe('a');
  pieces.back('a', 100);
  expect(pieces.next()).toBe('b');
  expect(pieces.next()).toBeUndefined();
  expect(pieces.soonest).toBe(100);
  now = 100;
  expect(pieces.next()).toBe('a');
  expect(pieces.left).toBe(2);
});
