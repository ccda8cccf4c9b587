import { describe, expect, test } from 'vitest';
import { draw, every, mixedTask, thousand } from './settable-task.ts';

describe('mistakes', () => {
  const one = mixedTask([...every, ...every].filter(([y, z0]) => !(y === 1 && z0 === 0)));

  test('a wanted cell without a row is named, with a remedy', () => {
    expect(() => draw(one, { z0: 0.9 }, { prevalence: 'equal' })).toThrow(
      'E_EMPTY_CELL: Set "test" needs images with y = ill, z0 = F, and none of its 12 images has that. ' +
        'Leave "z0" natural in this set, or draw its classes wider.',
    );
  });

  test('more samples than there are', () => {
    expect(() => draw(thousand, 'induced', { size: 2001 })).toThrow(
      'E_TOO_FEW_SAMPLES: Set "test" asks for 2001 samples, but its cells allow 2000 out of 2000 images.',
    );
    const mixed = mixedTask([...every, ...every]);
    expect(() => draw(mixed, { z0: 0.9 }, { prevalence: 'equal', size: 16 })).toThrow(
      /E_TOO_FEW_SAMPLES: Set "test" asks for 16 samples, but its cells allow \d+ out of 16 images \(scarcest: y = (well|ill), z0 = (F|M) with 4\)/,
    );
    expect(() => draw(mixed, 'natural', { size: 17 })).toThrow('E_STRENGTH');
  });

  test('strengths that are none', () => {
    for (const strength of [-0.1, 1.5, Number.NaN]) {
      expect(() => draw(thousand, strength)).toThrow(`E_STRENGTH: shifts.test: strength ${strength} of "z0"`);
    }
    expect(() => draw(thousand, { z7: 0.5 })).toThrow(
      'E_UNKNOWN_FACTOR: shifts.test: the task has no confounder "z7".',
    );
    expect(() => draw(thousand, 'natural')).toThrow('confounder "z0" is set, not observed');
    expect(() => draw(thousand, 'inverted')).toThrow('refers to the training set');
    expect(() => draw(thousand, 'inverted', { trained: { kind: 'natural' } })).toThrow(
      'no strength was induced',
    );
  });

  test('joint tables that do not add up', () => {
    const joint = (cells: { y: string; z: Record<string, string>; share: number }[]) => () =>
      draw(thousand, { joint: cells });
    const good = { y: 'a', z: { z0: 'a', z1: 'a' }, share: 1 };
    expect(joint([{ ...good, share: -1 }])).toThrow('shares must be 0 or more');
    expect(joint([good, good])).toThrow('is given twice');
    expect(joint([{ ...good, y: 'c' }])).toThrow('"y" has no class "c". It has: a, b.');
    expect(joint([{ ...good, z: { z0: 'a' } }])).toThrow('confounder "z1" is set, not observed');
  });
});
