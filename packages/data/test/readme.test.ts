import { readFileSync } from 'node:fs';
import * as core from '@mimmx/core';
import * as data from '@mimmx/data';
import { expect, test } from 'vitest';
import { examplesOf, runExample } from '../../../tooling/examples.ts';

test('the README’s example draws the sets that it says', async () => {
  const [example] = examplesOf(readFileSync(new URL('../README.md', import.meta.url), 'utf8'));
  const { printed, exported } = await runExample(`${example}\nexport default splits;`, {
    '@mimmx/core': core,
    '@mimmx/data': data,
  });
  expect(printed[0]).toMatch(/^\d+ images to train on/);
  expect(printed.slice(1, 4).map((line) => line.split(' ')[0])).toEqual([
    'inDistribution',
    'inverted',
    'balanced',
  ]);
  const { train, shifts } = exported as data.PreparedData['splits'];
  const agreement = ({ y, z }: data.SampleSet) => y.filter((code, i) => code === z[0]![i]).length / y.length;
  expect(agreement(train)).toBeCloseTo(0.9, 2);
  expect(agreement(shifts.inverted!)).toBeCloseTo(0.1, 1);
  expect(agreement(shifts.balanced!)).toBeCloseTo(0.5, 2);
});
