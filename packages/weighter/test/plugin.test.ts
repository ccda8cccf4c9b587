import { createRegistry, Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import { plugin } from '../src/index.ts';

const registry = createRegistry().use(plugin);
const random = new Random(1);
const confounders = { confounders: 2, primaryWidth: 2, confounderWidths: [2, 2], random };

test('every weighter and balancer is made by its name, with its defaults', () => {
  for (const { definition } of registry.list('weighter')) {
    expect(registry.create('weighter', definition.name, confounders).variables).toBeInstanceOf(Array);
  }
  for (const { definition } of registry.list('balancer')) {
    const context = { terms: ['task', 'mi'], random };
    expect(registry.create('balancer', definition.name, context).state).toBeInstanceOf(Array);
  }
  expect(registry.list().map(({ definition }) => definition.name)).toHaveLength(11);
});

test('names and options complete and are checked', () => {
  const weighter = registry.create('weighter', 'attention-sum', confounders, { trainedBy: 'encoder' });
  expect(weighter.player).toBe('encoder');
  expect(() => registry.create('balancer', 'gradnorn', { terms: ['task', 'mi'], random })).toThrow(
    /E_UNKNOWN_NAME: Unknown balancer "gradnorn"\. Did you mean "gradnorm"\?/,
  );
  // @ts-expect-error: no such option
  const wrong = () => registry.create('balancer', 'dwa', { terms: ['y', 'mi'], random }, { temprature: 1 });
  expect(wrong).toThrow(
    /E_OPTION: balancer "dwa": unknown option "temprature"\. Did you mean "temperature"\?/,
  );
});
