import { beforeAll, expect, test } from 'vitest';
import type { Batch, Factor } from '../../src/index.ts';
import { createGroupWeights } from '../../src/model/mimmx/strata.ts';
import * as tf from '../../src/tf/index.ts';
import { cpu } from '../toy.ts';

beforeAll(() => cpu.setup());

const classes = (name: string): Factor => ({ name, kind: 'categorical', classes: 2, labels: ['0', '1'] });
const number = (name: string, bins?: readonly [string, string]): Factor => ({
  name,
  kind: 'continuous',
  mean: 10,
  sd: 4,
  ...(bins && { bins: { edges: [8], labels: bins } }),
});
const weigh = async (y: Factor, z: Factor, columns: { y: number[]; z: number[] }) => {
  const tensor = ({ kind }: Factor, values: number[]) =>
    tf.tensor1d(values, kind === 'categorical' ? 'int32' : 'float32');
  const batch = { y: tensor(y, columns.y), z: [tensor(z, columns.z)] } as unknown as Batch;
  return [
    ...(await createGroupWeights({ y, z: [z] }, 100)
      .weigh(batch)
      .weights.data()),
  ];
};

const codes = { y: [0, 0, 0, 0, 1, 1], z: [0, 0, 0, 1, 0, 1] };
const standardised = codes.z.map((code) => (code === 0 ? -2 : -0.5));
const said: [string, string] = ['< 8', '>= 8'];

test('groups of one pseudo-count and their rows weigh by the inverse of their sizes', async () => {
  // Groups of 3, 1, 1 and 1 rows: (6 + 4) / (4 · (1 + rows)).
  const expected = [10 / 16, 10 / 16, 10 / 16, 10 / 8, 10 / 8, 10 / 8];
  const found = await weigh(classes('y'), classes('z'), codes);
  found.forEach((weight, i) => {
    expect(weight).toBeCloseTo(expected[i]!, 5);
  });
});

test('bins of a number weigh as classes do, of z and of y; a z without bins parts nothing', async () => {
  const expected = await weigh(classes('y'), classes('z'), codes);
  expect(await weigh(classes('y'), number('z', said), { y: codes.y, z: standardised })).toEqual(expected);
  const swapped = { y: standardised, z: codes.y };
  expect(await weigh(number('y', said), classes('z'), swapped)).toEqual(expected);
  const alone = await weigh(classes('y'), number('z'), { y: codes.y, z: standardised });
  expect(new Set(alone.slice(0, 4)).size).toBe(1);
});
