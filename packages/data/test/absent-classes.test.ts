import type { Task } from '@mimmx/core';
import { expect, test } from 'vitest';
import { absentClasses } from '../src/absent-classes.ts';
import type { SampleSet } from '../src/samples.ts';

const taskOf = (...labels: string[]): Task => ({
  y: { name: 'finding', kind: 'categorical', classes: labels.length, labels },
  z: [],
});
const setOf = (name: string, y: readonly number[]) =>
  ({ name, rows: Int32Array.from(y.keys()), y: Int32Array.from(y) }) as unknown as SampleSet;

test('a set that lacks classes of y is named with them', () => {
  const sets = [setOf('whole', [0, 1, 1]), setOf('site-b', [1, 1, 1, 1])];
  expect(absentClasses(sets, taskOf('healthy', 'ill'))).toEqual([
    'Set "site-b" has no image of "healthy" of "finding": all of its 4 images are "ill", and AUROC is not defined there.',
  ]);
  expect(absentClasses([setOf('b', [0, 2])], taskOf('a', 'b', 'c', 'd'))).toEqual([
    'Set "b" has no image of "b", "d" of "finding".',
  ]);
  const many = Array.from({ length: 10 }, (_, k) => `${k}`);
  expect(absentClasses([setOf('b', [0, 1])], taskOf(...many))[0]).toMatch(/"6" and 3 more of/);
});

test('an empty set and a number have no classes to lack', () => {
  expect(absentClasses([setOf('none', [])], taskOf('a', 'b'))).toEqual([]);
  const { z } = taskOf();
  const age = { name: 'age', kind: 'continuous' } as Task['y'];
  expect(absentClasses([setOf('b', [0, 0])], { y: age, z })).toEqual([]);
});
