import { resolveTask, taskSchema } from '@mimmx/data';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contingency } from '../src/dependence.ts';
import { apportion } from '../src/rounding.ts';
import { conditional, distributionSchema, resolveTarget } from '../src/target.ts';
import { count, draw, every, mixedTask, thousand } from './settable-task.ts';
import { classColumn, makeTable } from './tables.ts';

const cell = fc.tuple(fc.nat(1), fc.nat(1), fc.nat(1));

test('observed columns are selected: no row twice, true labels, exact shares, and the largest set there is', () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 30, maxLength: 150 }), (rows) => {
      const cells = [...every, ...rows];
      const task = mixedTask(cells);
      const set = draw(task, { z0: 0.75 }, { prevalence: 'equal' });
      const size = set.rows.length;
      expect(new Set(set.rows).size).toBe(size);
      set.rows.forEach((row, i) => {
        expect([set.y[i], set.z[1]?.[i], set.z[2]?.[i]]).toEqual(cells[row]);
      });
      // Brute force: a size fits if its rounded cells do, and none larger may.
      const available = [0, 1].map((y) =>
        [0, 1].map((z) => cells.filter(([a, b]) => a === y && b === z).length),
      );
      const fits = (total: number) =>
        apportion([0.5, 0.5], total).every((classTotal, y) =>
          apportion(conditional(2, 2, 0.75)[y] ?? [], classTotal).every(
            (wanted, z) => wanted <= (available[y]?.[z] ?? 0),
          ),
        );
      const largest = Array.from({ length: cells.length }, (_, i) => cells.length - i).find(fits);
      expect(size).toBe(largest);
      const counts = contingency(set.y, set.z[1] as Int32Array, 2, 2);
      expect(counts).toEqual(
        apportion([0.5, 0.5], size).map((total, y) => apportion(conditional(2, 2, 0.75)[y] ?? [], total)),
      );
      // The settable one is assigned on top: 0.8 within each class of y.
      contingency(set.y, set.z[0] as Int32Array, 2, 2).forEach((row, y) => {
        expect(row).toEqual(apportion(conditional(2, 2, 0.8)[y] ?? [], count(set.y, y)));
      });
    }),
    { numRuns: 60 },
  );
});

test('natural takes every row as it is, and only what is controlled is changed', () => {
  const table = makeTable(6, {
    y: classColumn([0, 0, 0, 1, 1, 1], ['well', 'ill']),
    z: classColumn([0, 0, 1, 1, 1, 0], ['F', 'M']),
  });
  const resolved = resolveTask(table, [], taskSchema.parse({ y: { column: 'y' }, z: [{ column: 'z' }] }));
  const set = draw({ table, resolved }, 'induced');
  expect([...set.rows].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  expect(draw({ table, resolved }, 'natural', { size: 4 }).rows.length).toBe(4);
});

test('a full joint table', () => {
  const joint = [
    { y: 'a', z: { z0: 'a', z1: 'a' }, share: 2 },
    { y: 'a', z: { z0: 'b', z1: 'b' }, share: 1 },
    { y: 'b', z: { z0: 'b', z1: 'a' }, share: 1 },
  ];
  const set = draw(thousand, distributionSchema.parse({ joint }), { size: 1000 });
  const groups = [0, 1, 2, 3, 4, 5, 6, 7].map((group) => count(set.group, group));
  expect(groups).toEqual([500, 0, 0, 250, 0, 0, 250, 0]);
  const trained = resolveTarget({ joint }, thousand.resolved, 'train');
  const inverted = draw(thousand, 'inverted', { trained, size: 1000 });
  expect([0, 1, 2, 3, 4, 5, 6, 7].map((group) => count(inverted.group, group))).toEqual([
    250, 0, 0, 500, 0, 250, 0, 0,
  ]);
});
