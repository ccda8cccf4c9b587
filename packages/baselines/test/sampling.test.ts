import type { MethodDefinition } from '@mimmx/core';
import { describe, expect, test } from 'vitest';
import { resample, subgroup } from '../src/index.ts';
import { checkResample, checkSubgroup, drawOf, ownSizes } from './reference/draws.ts';
import { groupsOf, TEN } from './reference/ten-rows.ts';

const [drawn, cut] = [resample, subgroup] as readonly unknown[] as MethodDefinition[];

describe('resample', () => {
  test('draws rows by the inverse size of their group', () => checkResample(drawn!));

  test('gives every class the same mass with by: y, and needs no confounder for it', () => {
    const weights = drawOf(drawn!, { by: 'y' });
    const mass = [0, 1, 2].map((y) => weights.reduce((sum, w, i) => sum + (TEN.y[i] === y ? w : 0), 0));
    expect(mass[1]).toBeCloseTo(mass[0]!, 6);
    expect(mass[2]).toBeCloseTo(mass[0]!, 6);
    expect(() => drawOf(drawn!, { by: 'y' }, 3, { ...TEN, z: [], sizes: [] })).not.toThrow();
  });

  test('takes groups below the floor for as large as it', () => {
    const weights = drawOf(drawn!, { floor: 2 });
    const sizes = ownSizes(TEN);
    const ofOne = weights[sizes.indexOf(1)]!;
    const ofTwo = weights[sizes.indexOf(2)]!;
    expect(ofOne).toBe(ofTwo);
  });
});

describe('subgroup', () => {
  test('keeps as many rows of each group as the smallest has', () => checkSubgroup(cut!));

  test('keeps more of the others where the floor says so, and all of those below it', () => {
    const weights = drawOf(cut!, { floor: 2 });
    const codes = groupsOf(TEN);
    for (const code of new Set(codes.filter((own) => own >= 0))) {
      const all = codes.filter((own) => own === code).length;
      expect(weights.filter((weight, i) => codes[i] === code && weight > 0)).toHaveLength(Math.min(all, 2));
    }
  });

  test('keeps other rows for another seed, and the same for the same', () => {
    const of = (seed: number) => drawOf(cut!, {}, seed).join();
    expect(of(3)).toBe(of(3));
    expect(new Set([3, 4, 5, 6, 7, 8].map(of)).size).toBeGreaterThan(1);
  });
});
