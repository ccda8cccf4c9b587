import { type Assignment, type Dataset, Random } from '@mimmx/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { PHANTOM_NAMES } from '../../src/phantom/factors.ts';
import { cellCounts, open } from '../open.ts';
import { type Probe, trainProbe } from '../probe.ts';

const MARKERS = ['notch', 'text', 'device'];
const FACTORS = [...PHANTOM_NAMES, ...MARKERS];
const options = { images: 1400, size: 48, settable: PHANTOM_NAMES, markers: MARKERS };

describe('every factor', () => {
  const TRAIN = 700;
  const TEST = 300;
  let codes: Int32Array[];
  let predicted: Int32Array[];
  let probe: Probe;

  beforeAll(async () => {
    const dataset = await open('chest-phantom', { ...options, perPatient: 1 });
    const random = new Random(9);
    codes = FACTORS.map(() => Int32Array.from({ length: TRAIN + TEST }, () => random.integer(2)));
    const images = await Promise.all(
      Array.from({ length: TRAIN + TEST }, (_, row) =>
        dataset.image(row, Object.fromEntries(FACTORS.map((name, i) => [name, codes[i]![row]!]))),
      ),
    );
    probe = trainProbe(
      images.slice(0, TRAIN),
      codes.map((column) => column.slice(0, TRAIN)),
    );
    predicted = probe.predict(images.slice(TRAIN));
  });

  test.each(FACTORS)(
    '%s is read by a small net in more than 95 %% of new images, all others varying',
    (name) => {
      const i = FACTORS.indexOf(name);
      const truth = codes[i]!.slice(TRAIN);
      const right = truth.filter((code, row) => code === predicted[i]![row]).length;
      expect(right / TEST).toBeGreaterThan(0.95);
    },
  );

  test('is read the same whatever the others are', () => {
    for (const [i, name] of FACTORS.entries()) {
      for (const [j, other] of FACTORS.entries()) {
        if (i === j) continue;
        // Share of images read as class 1, given both factors, against given this one alone.
        for (const own of [0, 1]) {
          const rows = [...Array(TEST).keys()].filter((row) => codes[i]![TRAIN + row] === own);
          const share = (code: number) => {
            const some = rows.filter((row) => codes[j]![TRAIN + row] === code);
            return some.filter((row) => predicted[i]![row] === 1).length / some.length;
          };
          expect(Math.abs(share(1) - share(0)), `${name} by ${other}`).toBeLessThan(0.1);
        }
      }
    }
  });
});

describe('the phantom', () => {
  let dataset: Dataset;
  beforeAll(async () => {
    dataset = await open('chest-phantom', { images: 1000, size: 48 });
  });

  test('is the same for the same seed and row, and another for others', async () => {
    const again = await open('chest-phantom', { images: 1000, size: 48 });
    const other = await open('chest-phantom', { images: 1000, size: 48 }, '.', 2);
    for (const row of [0, 7, 500]) {
      expect(await again.image(row)).toEqual(await dataset.image(row));
      expect(await other.image(row)).not.toEqual(await dataset.image(row));
    }
    expect(again.table).toEqual(dataset.table);
    expect(await dataset.image(3)).toEqual(await dataset.image(3, { view: 0, site: 0 }));
  });

  test('has images of 0 to 1, and changes only where a factor shows', async () => {
    const changed = async (assigned: Assignment) => {
      const [before, after] = [await dataset.image(11), await dataset.image(11, assigned)];
      for (const value of after) expect(value >= 0 && value <= 1).toBe(true);
      return after.filter((value, i) => value !== before[i]).length / after.length;
    };
    expect(await changed({ site: 1 })).toBeLessThan(0.01);
    expect(await changed({ view: 1 })).toBeLessThan(0.75);
    expect(await changed({ scanner: 1 })).toBeGreaterThan(0.5);
  });

  test('has patients who keep sex and age, and observed factors that are independent', () => {
    const { columns, patients } = dataset.table;
    expect(Object.keys(columns)).toEqual(['effusion', 'sex', 'age']);
    expect(dataset.settable.map(({ name }) => name)).toEqual(['view', 'scanner', 'site']);
    const { sex, age } = columns;
    if (sex?.kind !== 'categorical' || age?.kind !== 'number') throw new Error('columns of another kind');
    for (let row = 0; row < 1000; row += 2) {
      expect(patients[row]).toBe(patients[row + 1]);
      expect(sex.codes[row]).toBe(sex.codes[row + 1]);
      expect(age.values[row]).toBe(age.values[row + 1]);
    }
    // Four cells of 250 expected: five standard deviations are about 70.
    for (const count of Object.values(cellCounts(dataset, ['effusion', 'sex']))) {
      expect(Math.abs(count - 250)).toBeLessThan(70);
    }
  });

  test('can correlate observed factors naturally', async () => {
    const natural = await open('chest-phantom', { images: 2000, settable: [], natural: { view: 0.8 } });
    const cells = cellCounts(natural, ['effusion', 'view']);
    const agree = (cells['no effusion PA']! + cells['effusion AP']!) / 2000;
    expect(Math.abs(agree - 0.8)).toBeLessThan(0.05);
  });
});
