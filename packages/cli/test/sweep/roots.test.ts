import { expect, test } from 'vitest';
import { hereOf, parseRoots } from '../../src/sweep/roots.ts';

test('a path of another machine is found here, and no neighbour of it', () => {
  const roots = parseRoots(['/data=/mnt/data', '/home/ann=/home/bob'], '');
  expect(hereOf('/data/cxr/images', roots)).toBe('/mnt/data/cxr/images');
  expect(hereOf('/data', roots)).toBe('/mnt/data');
  expect(hereOf('/database/x', roots)).toBe('/database/x');
  expect(hereOf('/home/ann/p', roots)).toBe('/home/bob/p');
  expect(parseRoots([], '/a=/b;/c=/d')).toEqual([
    ['/a', '/b'],
    ['/c', '/d'],
  ]);
  for (const wrong of ['/data', 'data=/x', '/data=x', '=/x', '/data='])
    expect(() => parseRoots([wrong], '')).toThrow(/write --root \/there=\/here, two absolute paths/);
});
