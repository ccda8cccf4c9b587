import { createRegistry, type EstimatorOptions, Random } from '@mimmx/core';
import { expect, expectTypeOf, test } from 'vitest';
import { plugin } from '../src/index.ts';

const context = {
  x: { kind: 'continuous', width: 1 },
  y: { kind: 'discrete', classes: 2 },
  random: new Random(1),
} as const;

test('the compiler knows every estimator of the plugin by its name, with its options', () => {
  expectTypeOf<keyof EstimatorOptions>().toExtend<string>();
  expectTypeOf<EstimatorOptions['ksg']>().toExtend<{ k?: number }>();
  expectTypeOf<EstimatorOptions['mine']>().toExtend<{ hidden?: number[]; critic?: string }>();
  const registry = createRegistry().use(plugin);
  // @ts-expect-error there is no such option
  expect(() => registry.create('estimator', 'club-categorical', context, { hiden: [64] })).toThrow(
    'Did you mean "hidden"?',
  );
  // @ts-expect-error a width is a number
  expect(() => registry.create('estimator', 'ross', context, { k: 'three' })).toThrow('E_OPTION');
});
