import { createRegistry } from '@mimmx/core';
import { prepareData } from '@mimmx/data';
import { plugin } from '@mimmx/datasets-cxr';
import { resolveConfig } from '@mimmx/experiment';
import { describe, expect, test } from 'vitest';
import induced from '../induced.config.ts';
import marker from '../marker.config.ts';
import nihInduced from '../nih-induced.config.ts';
import nihMarker from '../nih-marker.config.ts';
import nihSexFolds from '../nih-sex-folds.config.ts';

const registry = createRegistry().use(plugin);

const prepare = async (input: typeof induced) => {
  const config = resolveConfig(input);
  const { name, options } = config.dataset;
  const dataset = await registry.create('dataset', name, { root: '.', seed: 0 }, options);
  return prepareData(dataset, config.data, 0);
};

describe('on phantoms', () => {
  test('sex and age are induced at 90:10, exactly, and no patient is on two sides', async () => {
    const { splits, report } = await prepare(induced);
    const train = report.sets.find(({ name }) => name === 'train')!;
    for (const { a, mutualInformation } of train.dependence) {
      // I(y; z) of 90:10 in nats.
      if (a === 'effusion') expect(mutualInformation).toBeCloseTo(0.3681, 2);
    }
    const trained = new Set(splits.train.patients);
    for (const set of Object.values(splits.shifts)) {
      expect([...set.patients].some((patient) => trained.has(patient))).toBe(false);
    }
  });

  test('the text is induced at 95:5, and the view keeps its natural 70:30', async () => {
    const { report } = await prepare(marker);
    const between = (set: string, z: string) =>
      report.sets
        .find(({ name }) => name === set)!
        .dependence.find(({ a, b }) => a === 'effusion' && b === z)!;
    expect(between('train', 'text').mutualInformation).toBeCloseTo(0.4946, 2);
    expect(between('inverted', 'text').correlation).toBeCloseTo(-0.9, 2);
    // phi of 70:30 is 0.4.
    for (const set of ['train', 'inverted'])
      expect(Math.abs(between(set, 'view').correlation - 0.4)).toBeLessThan(0.06);
    expect(Math.abs(between('train', 'sex').correlation)).toBeLessThan(0.06);
  });
});

test('the configs of real X-rays are sound', () => {
  for (const config of [nihInduced, nihMarker, nihSexFolds].map(resolveConfig)) {
    expect(registry.get('dataset', config.dataset.name).kind).toBe('dataset');
  }
});
