import { describe, expect, test } from 'vitest';
import { resolveConfig } from '../src/config.ts';
import { toyConfig } from './toy-config.ts';

const given = (change: object) => ({ ...toyConfig(), ...change });
const refused = (config: unknown, words: string) =>
  expect(() => resolveConfig(config)).toThrow(
    expect.objectContaining({ code: 'E_OPTION', message: expect.stringContaining(words) }),
  );

describe('a config is refused before anything is opened:', () => {
  test.each([
    ['a seed that is there twice', { seeds: [0, 1, 0] }, 'a seed is there twice'],
    ['a batch of a thousand million', { training: { batchSize: 1e9 } }, 'training.batchSize'],
    ['as many in the test', { evaluation: { batchSize: 1e9 } }, 'evaluation.batchSize'],
    ['resamples without end', { evaluation: { bootstrap: 1e9 } }, 'evaluation.bootstrap'],
    ['updates without end', { training: { updates: 1e12 } }, 'training.updates'],
    ['a feature as wide as memory', { network: { primaryWidth: 1e9 } }, 'network.primaryWidth'],
    ['as wide for a confounder', { network: { confounderWidth: [1e9] } }, 'network.confounderWidth'],
    ['as many hidden units', { network: { headHidden: 1e9 } }, 'network.headHidden'],
    [
      'names that differ in case only',
      { methods: { erm: {}, ERM: { method: 'erm' } } },
      'upper and lower case',
    ],
    ['a name with a line break', { methods: { 'a\nb': { method: 'erm' } } }, 'control'],
    ['a name that orders a terminal about', { methods: { 'a\u001b[2J': { method: 'erm' } } }, 'control'],
    ['a name that turns a line round', { methods: { 'a\u202e': { method: 'erm' } } }, 'control'],
    [
      'a name too long for a file',
      { methods: { [`${'x'.repeat(300)}`]: { method: 'erm' } } },
      '200 characters',
    ],
  ])('%s', (_, change, words) => refused(given(change), words));

  test.each(['{"__proto__": {}}', '{"erm": {"options": {"__proto__": {"lambda": 2}}}}'])(
    'a key that every copy loses: %s',
    (methods) => refused(given({ methods: JSON.parse(methods) }), '__proto__'),
  );

  test('what holds itself, and what is nested without end', () => {
    const ring: Record<string, unknown> = {};
    ring.again = ring;
    refused(given({ dataset: { name: 'toy', options: { ring } } }), 'holds itself');
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    refused(given({ dataset: { name: 'toy', options: { deep } } }), 'too deep');
  });
});

test('aliases that make few objects look like billions take no time', () => {
  let layer: unknown[] = ['x'];
  for (let i = 0; i < 20; i++) layer = Array(10).fill(layer);
  const began = performance.now();
  refused(given({ nonsense: layer }), 'nonsense');
  expect(performance.now() - began).toBeLessThan(2000);
});
