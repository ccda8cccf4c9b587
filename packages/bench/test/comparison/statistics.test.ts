import { accuracy, worstGroup } from '@mimmx/evaluation';
import { alikeRanks, rankChart, svgFile } from '@mimmx/viz';
import { describe, expect, it } from 'vitest';
import type { BenchCell, BenchGroup } from '../../src/comparison/cells.ts';
import type { MethodProtocol } from '../../src/comparison/protocol.ts';
import { quantile } from '../../src/comparison/selected.ts';
import { statisticsOf } from '../../src/comparison/statistics.ts';
import { criticalDifference } from '../../src/index.ts';

const protocol = {
  settings: [],
  measures: [{ name: 'accuracy', better: 'higher', unit: 'percent', of: () => null }],
} as unknown as MethodProtocol;

const cells = (values: Readonly<Record<string, readonly (number | null)[]>>): BenchCell[] =>
  Object.entries(values).flatMap(([method, own]) =>
    own.map((mean, i) => ({
      method,
      setting: `s${i}`,
      measure: 'accuracy',
      mean,
      sd: null,
      n: 1,
      seeds: [0],
      values: [],
      differs: [],
      notes: [],
      failed: [],
    })),
  );

describe('over blocks', () => {
  it('leaves out what repeats the data of another setting at a smaller budget, unless there is nothing else', () => {
    const repeating = {
      ...protocol,
      settings: [{ name: 's0' }, { name: 's1' }, { name: 's2', onRequest: true }],
    } as unknown as MethodProtocol;
    const own = cells({ erm: [50, 60, 10], a: [51, 62, 90] });
    expect(statisticsOf(repeating, own, []).blocks).toEqual(['s0', 's1']);
    const short = own.filter(({ setting }) => setting === 's2');
    expect(statisticsOf(repeating, short, []).blocks).toEqual(['s2']);
  });

  it('ranks by settings and corrects by Holm', () => {
    const found = statisticsOf(
      protocol,
      cells({ erm: [50, 60, 70, 80, 55, 65], a: [51, 62, 73, 84, 60, 71], b: [40, 50, 60, 70, 45, 55] }),
      [],
    );
    expect(found.ranks).toEqual({ erm: 2, a: 1, b: 3 });
    const [a] = found.overBlocks;
    // Six of six: 2/64, times two methods.
    expect(a).toMatchObject({ method: 'a', against: 'erm', pValue: 2 / 64, adjusted: 4 / 64 });
    expect(a!.difference).toBeCloseTo(21 / 6, 9);
    expect(new Set(found.overBlocks.map(({ against }) => against))).toEqual(new Set(['erm', 'a']));
    expect(found.criticalDifference).toBeNull();
    expect(found.notes[0]).toMatch(
      /^No critical-difference diagram: with 6 blocks average ranks of 3 methods/,
    );
  });

  it('leaves a method out that lacks settings, and not the settings', () => {
    const found = statisticsOf(protocol, cells({ erm: [50, 60], a: [51, 62], b: [null, 50] }), []);
    expect(Object.keys(found.ranks)).toEqual(['erm', 'a']);
    expect(found.blocks).toEqual(['s0', 's1']);
    expect(found.notes.at(-1)).toContain('cannot come below p = 0.500 with 2 blocks');
  });

  it('gives a critical difference from thirty blocks on', () => {
    const many = (shift: number) => Array.from({ length: 30 }, (_, i) => 50 + shift + ((i * 7) % 5) / 10);
    const found = statisticsOf(protocol, cells({ erm: many(0), a: many(1), b: many(2) }), []);
    expect(found.criticalDifference).toBeCloseTo(2.343 * Math.sqrt((3 * 4) / (6 * 30)), 3);
    expect(found.notes).toEqual([]);
  });
});

describe('within a setting', () => {
  const paired = {
    ...protocol,
    measures: [{ ...protocol.measures[0], onSet: { set: 'test', measure: worstGroup(accuracy) } }],
  } as unknown as MethodProtocol;
  const groupsWith = (z: Int32Array | Float32Array) =>
    ['erm', 'a'].map((row, right) => ({
      row,
      setting: 's0',
      outcomes: [
        {
          result: {
            predictions: [
              {
                set: 'test',
                ids: ['0', '1', '2', '3'],
                patients: ['0', '1', '2', '3'],
                y: Int32Array.from([0, 0, 1, 1]),
                z: [z],
                values: Float32Array.from([1, 0, right, 1 - right, 0, 1, 0, 1]),
                columns: 2,
              },
            ],
          },
        },
      ],
    })) as unknown as BenchGroup[];
  const own = cells({ erm: [0], a: [100] });

  it('says that a number makes no groups here, where it makes bins in the table', () => {
    const found = statisticsOf(paired, own, groupsWith(Float32Array.from([60, 31, 75, 44])));
    expect(found.withinSettings.length).toBeGreaterThan(0);
    expect(found.notes).toContainEqual(expect.stringMatching(/^Within s0, groups .* a number is in none/));
  });

  it('says nothing where all confounders have classes', () => {
    const found = statisticsOf(paired, own, groupsWith(Int32Array.from([0, 1, 0, 1])));
    // The second image is its group's only one, and ERM misses it.
    expect(found.withinSettings[0]).toMatchObject({ a: 'a', b: 'erm', difference: 100 });
    expect(found.notes.filter((note) => note.includes('bins'))).toEqual([]);
  });
});

it('the critical difference is that of the printed tables (Demšar 2006, table 5)', () => {
  for (const [k, q] of [
    [2, 1.96],
    [5, 2.728],
    [10, 3.164],
    [20, 3.544],
  ] as const)
    expect(criticalDifference(k, 30)).toBeCloseTo(q * Math.sqrt((k * (k + 1)) / 180), 2);
});

it('bars join what cannot be told apart, and none lies in another', () => {
  expect(alikeRanks([1, 1.5, 2.4, 4, 4.2], 1)).toEqual([
    [0, 1],
    [1, 2],
    [3, 4],
  ]);
  expect(alikeRanks([1, 3, 5], 1)).toEqual([]);
  const drawn = svgFile(rankChart({ erm: 2.5, 'a & b': 1.2 }, 0.5));
  expect(drawn).toContain('a &amp; b 1.20');
});

it('quantiles are interpolated', () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
  expect(quantile([1, 2, 3, 4, 5], 0.25)).toBe(2);
  expect(quantile([7], 0.75)).toBe(7);
});
