import { Random, type Sampling } from '@mimmx/core';
import { createSampler, makeSamples, resolveTask, taskSchema } from '@mimmx/data';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classColumn, makeTable } from './tables.ts';

/** A set with these (y, z) pairs, both with three classes at most. */
function setOf(pairs: readonly (readonly [y: number, z: number])[]) {
  const table = makeTable(pairs.length, {
    y: classColumn(
      pairs.map(([y]) => y),
      ['a', 'b'],
    ),
    z: classColumn(
      pairs.map(([, z]) => z),
      ['p', 'q', 'r'],
    ),
  });
  const resolved = resolveTask(
    table,
    [],
    taskSchema.parse({ y: { column: 'y' }, z: [{ column: 'z', missing: 'keep' }] }),
  );
  return makeSamples('train', resolved.eligible, resolved, table);
}

const everyGroup = [0, 1].flatMap((y) => [0, 1, 2].map((z) => [y, z] as const));
const pairs = fc
  .array(fc.tuple(fc.nat(1), fc.nat(2)), { minLength: 1, maxLength: 40 })
  .map((more) => [...everyGroup, ...more]);
const tally = (values: Iterable<number>) => {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

test('uniform: over whole epochs every sample comes equally often, also across batches', () => {
  fc.assert(
    fc.property(pairs, fc.integer({ min: 1, max: 50 }), (all, batchSize) => {
      const sampler = createSampler(setOf(all), { sampling: 'uniform', batchSize }, new Random(1));
      const drawn = Array.from({ length: all.length }, () => [...sampler.next()]).flat();
      expect(drawn.length).toBe(all.length * batchSize);
      const counts = tally(drawn);
      expect(all.every((_, i) => counts.get(i) === batchSize)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('stratified: each class has an equal share, y-major, and its samples come in turn', () => {
  fc.assert(
    fc.property(pairs, fc.integer({ min: 1, max: 20 }), (all, half) => {
      const set = setOf(all);
      const sampler = createSampler(set, { sampling: 'stratified', batchSize: 2 * half }, new Random(2));
      for (let i = 0; i < 5; i++) {
        const batch = sampler.next();
        expect([...batch].map((sample) => set.y[sample])).toEqual([
          ...Array(half).fill(0),
          ...Array(half).fill(1),
        ]);
      }
    }),
    { numRuns: 40 },
  );
});

test('group-balanced: every group has an equal share of every batch that can be divided', () => {
  fc.assert(
    fc.property(pairs, fc.integer({ min: 1, max: 5 }), (all, each) => {
      const set = setOf(all);
      const sampler = createSampler(set, { sampling: 'group-balanced', batchSize: 6 * each }, new Random(3));
      for (let i = 0; i < 5; i++) {
        const groups = [...sampler.next()].map((sample) => set.group[sample]);
        expect(groups).toEqual([0, 1, 2, 3, 4, 5].flatMap((group) => Array(each).fill(group)));
      }
    }),
    { numRuns: 40 },
  );
});

test('group-balanced: where the batch cannot be divided, groups take turns and come equally often in the end', () => {
  const set = setOf([...everyGroup, ...everyGroup, [0, 0]]);
  const sampler = createSampler(set, { sampling: 'group-balanced', batchSize: 8 }, new Random(4));
  const batches = Array.from({ length: 30 }, () => [...sampler.next()]);
  for (const batch of batches) expect(batch.map((sample) => set.y[sample])).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  const counts = tally(batches.flat().map((sample) => set.group[sample] ?? -1));
  for (let group = 0; group < 6; group++) expect(counts.get(group)).toBe(40);
});

describe('overlap', () => {
  /** As many samples of each (y, z) as the matrix says, [y][z]. */
  const counted = (counts: readonly (readonly number[])[]) =>
    setOf(
      counts.flatMap((row, y) => row.flatMap((n, z) => Array.from({ length: n }, () => [y, z] as const))),
    );
  const matrix = fc.array(fc.array(fc.nat(30), { minLength: 3, maxLength: 3 }), {
    minLength: 2,
    maxLength: 2,
  });
  const overlapping = matrix.filter(([a, b]) => a!.some((n, z) => n > 0 && b![z]! > 0));
  /** How often each group came, as a fraction of all places. */
  const frequencies = (set: ReturnType<typeof setOf>, batches = 200, batchSize = 100) => {
    const sampler = createSampler(set, { sampling: 'overlap', batchSize }, new Random(6));
    const drawn = Array.from({ length: batches }, () => [...sampler.next()]).flat();
    const counts = tally(drawn.map((sample) => set.group[sample] ?? -1));
    return [0, 1].map((y) => [0, 1, 2].map((z) => (counts.get(3 * y + z) ?? 0) / drawn.length));
  };

  test('y and z are independent, and the shares are 1 / (1/n0 + 1/n1)', () => {
    fc.assert(
      fc.property(overlapping, (counts) => {
        const [zero, one] = frequencies(counted(counts));
        const raw = counts[0]!.map((n, z) => 1 / (1 / n + 1 / counts[1]![z]!));
        const total = raw.reduce((a, b) => a + b, 0);
        raw.forEach((value, z) => {
          expect(zero![z]).toBeCloseTo(value / total / 2, 2);
          expect(one![z]).toBeCloseTo(value / total / 2, 2);
        });
      }),
      { numRuns: 15 },
    );
  });

  test('no other weights that make y and z independent use more images', () => {
    const shares = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
    const full = fc.array(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 3, maxLength: 3 }), {
      minLength: 2,
      maxLength: 2,
    });
    /** 1 / Σ w², the effective number of images, where the images of a group share its weight. */
    const effective = (counts: readonly (readonly number[])[], q: readonly number[]) => {
      const total = q.reduce((a, b) => a + b, 0);
      return (
        1 / counts.flatMap((row) => row.map((n, z) => (q[z]! / total / 2) ** 2 / n)).reduce((a, b) => a + b)
      );
    };
    fc.assert(
      fc.property(full, shares, (counts, other) => {
        const [zero] = frequencies(counted(counts), 50);
        expect(effective(counts, zero!)).toBeGreaterThan(0.97 * effective(counts, other));
      }),
      { numRuns: 25 },
    );
  });

  test('a combination that is not seen with every class is left out; a set without any other is refused', () => {
    const [zero, one] = frequencies(
      counted([
        [5, 9, 0],
        [5, 0, 9],
      ]),
    );
    expect([zero, one]).toEqual([
      [0.5, 0, 0],
      [0.5, 0, 0],
    ]);
    const apart = counted([
      [9, 9, 0],
      [0, 0, 9],
    ]);
    expect(() => createSampler(apart, { sampling: 'overlap', batchSize: 4 }, new Random(1))).toThrow(
      'E_EMPTY_CELL: Set "train" has no combination of confounders that occurs with every class of y',
    );
  });
});

test.each<Sampling>(['uniform', 'stratified', 'group-balanced', 'overlap'])(
  '%s: continues where it stood, as JSON',
  (sampling) => {
    fc.assert(
      fc.property(pairs, fc.nat(30), (all, before) => {
        const make = (seed: number) =>
          createSampler(setOf(all), { sampling, batchSize: 8 }, new Random(seed));
        const undisturbed = make(5);
        for (let i = 0; i < before; i++) undisturbed.next();
        const saved = JSON.parse(JSON.stringify(undisturbed.state));
        const expected = Array.from({ length: 12 }, () => [...undisturbed.next()]);
        const resumed = make(99);
        resumed.next();
        resumed.state = saved;
        expect(Array.from({ length: 12 }, () => [...resumed.next()])).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  },
);

describe('mistakes', () => {
  const some = setOf([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 2],
    [1, -1],
  ]);
  const make = (sampling: Sampling, batchSize: number, emptyGroups?: 'refuse' | 'skip') => () =>
    createSampler(some, { sampling, batchSize, ...(emptyGroups ? { emptyGroups } : {}) }, new Random(1));

  test('a batch that the classes cannot share', () => {
    expect(make('stratified', 7)).toThrow(
      'E_BATCH_SIZE: Batch size 7 cannot be shared evenly among 2 classes of y',
    );
    expect(make('uniform', 0)).toThrow('E_BATCH_SIZE');
    expect(make('uniform', 7)().next().length).toBe(7);
  });

  test('a group without a sample is named, or left out on request', () => {
    expect(make('group-balanced', 8)).toThrow(
      'E_EMPTY_CELL: Set "train" has no sample with y = a, z = r, so batches cannot be balanced over groups.',
    );
    const skipping = make('group-balanced', 8, 'skip')();
    expect([...skipping.next()].map((sample) => some.group[sample])).toEqual([0, 0, 1, 1, 3, 3, 5, 5]);
  });

  test('the state of another set', () => {
    const other = createSampler(some, { sampling: 'stratified', batchSize: 2 }, new Random(1));
    expect(() => {
      make('uniform', 2)().state = other.state;
    }).toThrow('E_CHECKPOINT');
  });
});
