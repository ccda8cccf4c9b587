import { plugin as baselines } from '@mimmx/baselines';
import { corePlugin, createRegistry, isMimmxError } from '@mimmx/core';
import { plugin as digits } from '@mimmx/datasets-digits';
import { createDataPool, rehearse } from '@mimmx/experiment';
import { nodePlugin } from '@mimmx/experiment/node';
import { plugin as estimators } from '@mimmx/mi-estimators';
import { plugin as weighters } from '@mimmx/weighter';
import { afterAll, describe, expect, test } from 'vitest';
import { benchTrials, createProtocol, plugin } from '../../src/index.ts';

const registry = createRegistry();
for (const own of [corePlugin, nodePlugin, baselines, estimators, weighters, digits, plugin])
  registry.use(own);

const PROTOCOLS = [
  'lff-colored-mnist',
  'multi-color-mnist',
  'irm-colored-mnist',
  'domainbed-colored-mnist',
  'biased-mnist',
  'thesis-morpho-mnist',
  'digits',
];
const data = createDataPool(registry, process.cwd());
afterAll(() => data.close());

describe('every row of a protocol can begin, in each of its settings', () => {
  test.each(PROTOCOLS)('%s', async (name) => {
    const backend = registry.create('backend', 'cpu', {});
    await backend.setup();
    const refused: string[] = [];
    const protocol = createProtocol(registry, name, {});
    const settings = protocol.settings.map((own) => own.name);
    for (const { row, setting, trial } of benchTrials(protocol, { seeds: [0], settings })) {
      try {
        rehearse(trial, { registry, backend }, await data.open(trial));
      } catch (error) {
        if (!isMimmxError(error)) throw error;
        refused.push(`${setting}, ${row}: ${error.message}`);
      }
    }
    expect(refused).toEqual([]);
  });
});
