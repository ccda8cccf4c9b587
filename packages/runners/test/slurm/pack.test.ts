import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Piece } from '../../src/contract.ts';
import { pack } from '../../src/slurm/index.ts';

const limits = { maxArraySize: 1001, maxJobCount: 10_000, maxSubmitJobs: null };
const pieces = (count: number): Piece[] => Array.from({ length: count }, (_, i) => ({ id: `p${i}` }));
const setting = { limits, queued: 0, seconds: null, atLeast: 600, atMost: null };

test('2,500 pieces that were not measured make three arrays of at most 1,001 tasks', () => {
  const { arrays, perTask } = pack(pieces(2500), setting);
  expect(arrays.map((tasks) => tasks.length)).toEqual([1001, 1001, 498]);
  expect(perTask).toBe(1);
});

test('pieces of a second are put together until a task lasts ten minutes', () => {
  const { arrays, perTask } = pack(pieces(2500), { ...setting, seconds: 1 });
  expect(arrays.map((tasks) => tasks.map((ids) => ids.length))).toEqual([[600, 600, 600, 600, 100]]);
  expect(perTask).toBe(600);
});

test('a task keeps to four fifths of its time limit', () => {
  expect(pack(pieces(100), { ...setting, seconds: 60, atMost: 300 }).perTask).toBe(4);
  expect(pack(pieces(100), { ...setting, seconds: 600, atMost: 300 }).perTask).toBe(1);
});

test('more go into a task where the cluster takes few jobs', () => {
  const { arrays } = pack(pieces(2500), {
    ...setting,
    limits: { ...limits, maxSubmitJobs: 100 },
    queued: 50,
  });
  expect(arrays.flat().length).toBe(50);
  expect(() =>
    pack(pieces(1), { ...setting, limits: { ...limits, maxSubmitJobs: 100 }, queued: 100 }),
  ).toThrow(/^E_SLURM_LIMIT: This cluster lets you have 100 jobs, and 100 are there\./);
});

test('whatever the limits: each piece once, no array too long, chains whole and in order', () => {
  const anyPieces = fc
    .array(fc.option(fc.nat(), { nil: undefined }), { minLength: 1, maxLength: 60 })
    .map((afters) =>
      afters.map(
        (after, i): Piece => ({
          id: `p${i}`,
          ...(after === undefined || i === 0 ? {} : { after: `p${after % i}` }),
        }),
      ),
    );
  fc.assert(
    fc.property(
      anyPieces,
      fc.integer({ min: 2, max: 9 }),
      fc.integer({ min: 1, max: 90 }),
      (own, maxArraySize, room) => {
        const { arrays } = pack(own, {
          ...setting,
          limits: { maxArraySize, maxJobCount: room, maxSubmitJobs: null },
          seconds: 100,
        });
        expect(arrays.every((tasks) => tasks.length <= maxArraySize)).toBe(true);
        expect(arrays.flat().length).toBeLessThanOrEqual(room);
        expect(arrays.flat(2).sort()).toEqual(own.map(({ id }) => id).sort());
        for (const { id, after } of own) {
          if (after === undefined) continue;
          const task = arrays.flat().find((ids) => ids.includes(id))!;
          expect(task.indexOf(after)).toBeGreaterThanOrEqual(0);
          expect(task.indexOf(after)).toBeLessThan(task.indexOf(id));
        }
      },
    ),
  );
});
