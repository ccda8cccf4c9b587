import { describe, expect, test } from 'vitest';
import { cells, open } from '../fixtures/open.ts';

describe('brain-phantom', () => {
  test('has every combination of its columns equally often, and the rest can be set', async () => {
    const dataset = await open('brain-phantom', '.', { patients: 80, size: [24, 24] });
    expect(dataset.shape).toEqual([24, 24, 1]);
    expect(Object.keys(dataset.table.columns)).toEqual(['disease', 'sex', 'age', 'years']);
    const counts = new Map<string, number>();
    for (let row = 0; row < 80; row++) {
      const cell = ['disease', 'sex', 'age'].map((name) => cells(dataset, name)[row]).join();
      counts.set(cell, (counts.get(cell) ?? 0) + 1);
    }
    expect([...counts.values()]).toEqual(Array(8).fill(10));
    expect(dataset.settable.map(({ name }) => name)).toEqual(['gain', 'noise', 'bias', 'marker']);
    const young = cells(dataset, 'age').map((age) => age === 'young');
    cells(dataset, 'years').forEach((years, row) => {
      expect(Number(years) >= 20 && Number(years) <= 80).toBe(true);
      expect(Number(years) <= 40).toBe(young[row]);
    });
  });

  test('images depend on seed, row and assignment alone', async () => {
    const options = { patients: 10, imagesPerPatient: 2, size: [24, 24] };
    const one = await open('brain-phantom', '.', options, 5);
    const two = await open('brain-phantom', '.', options, 5);
    const other = await open('brain-phantom', '.', options, 6);
    expect(await one.image(7)).toEqual(await two.image(7));
    await one.image(3);
    expect(await one.image(7, { noise: 1 })).toEqual(await two.image(7, { noise: 1 }));
    expect(await one.image(7)).not.toEqual(await other.image(7));
    expect(await one.image(6)).not.toEqual(await one.image(7));
    expect([...one.table.patients.subarray(0, 4)]).toEqual([0, 0, 1, 1]);
    expect(one.table.ids.slice(0, 2)).toEqual(['phantom-000000_scan-0', 'phantom-000000_scan-1']);
  });

  test('an effect of 0 hides a factor, a smaller one shows less of it', async () => {
    const columns = { patients: 4, size: [32, 32], columns: [] };
    const change = async (factor: string, effect: number) => {
      const effects = { [factor]: effect };
      const dataset = await open('brain-phantom', '.', { ...columns, effects });
      const [without, with_] = [await dataset.image(1), await dataset.image(1, { [factor]: 1 })];
      return without.reduce((sum, value, at) => sum + Math.abs(value - with_[at]!), 0);
    };
    for (const factor of ['disease', 'sex', 'age']) {
      expect(await change(factor, 0)).toBe(0);
      expect(await change(factor, 0.3)).toBeLessThan(0.7 * (await change(factor, 1)));
      expect(await change(factor, 0.3)).toBeGreaterThan(0);
    }
  });

  test('fixed factors hold, and can neither be columns nor be set', async () => {
    const dataset = await open('brain-phantom', '.', {
      patients: 4,
      size: [16, 24, 20],
      columns: ['sex'],
      fixed: { marker: 1, age: 1 },
    });
    expect(dataset.shape).toEqual([16, 24, 20, 1]);
    expect(dataset.settable.map(({ name }) => name)).toEqual(['disease', 'gain', 'noise', 'bias']);
    await expect(dataset.image(0, { marker: 0 })).rejects.toMatchObject({ code: 'E_UNKNOWN_FACTOR' });
    await expect(dataset.image(0, { noise: 2 })).rejects.toMatchObject({ code: 'E_UNKNOWN_VALUE' });
    await expect(dataset.image(4)).rejects.toMatchObject({ code: 'E_ROW' });
    for (const bad of [{ size: [8, 8] }, { columns: ['sexx'] }, { columns: ['sex'], fixed: { sex: 1 } }])
      await expect(open('brain-phantom', '.', bad)).rejects.toMatchObject({ code: 'E_OPTION' });
  });
});
