import { createRegistry } from '@mimmx/core';
import { prepareData } from '@mimmx/data';
import { plugin } from '@mimmx/datasets-mri';
import { resolveConfig } from '@mimmx/experiment';
import { expect, test } from 'vitest';
import phantom from '../experiment-1.config.ts';
import bids from '../experiment-1-bids.config.ts';
import lgg from '../lgg.config.ts';
import folds from '../lgg-tumour-folds.config.ts';

const registry = createRegistry().use(plugin);

test('experiment 1 on phantoms: 90:10 on sex and data set, exact counts, no patient on two sides', async () => {
  const config = resolveConfig(phantom);
  const context = { root: '.', seed: 0 };
  const dataset = await registry.create('dataset', config.dataset.name, context, config.dataset.options);
  const { splits, report } = prepareData(dataset, config.data, 0);
  for (const set of report.sets.filter(({ name }) => name === 'train' || name === 'inDistribution'))
    for (const { a, b, mutualInformation } of set.dependence)
      if (a === 'age') expect(mutualInformation, `${set.name} ${b}`).toBeCloseTo(0.368, 1);
  const trained = new Set(splits.train.patients);
  for (const set of Object.values(splits.shifts))
    expect([...set.patients].some((patient) => trained.has(patient))).toBe(false);
  expect(splits.train.rows.length).toBeGreaterThan(1000);
});

test('the other three are sound configs of known data sets', () => {
  for (const config of [bids, lgg, folds].map(resolveConfig))
    expect(registry.get('dataset', config.dataset.name).kind).toBe('dataset');
});
