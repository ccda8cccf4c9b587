import { benchTrials, createProtocol, runBench } from '@mimmx/bench';
import { memoryTrials } from '@mimmx/experiment';
import { describe, expect, test } from 'vitest';
import { commandRegistry } from '../src/run/registry.ts';

describe('every column of a protocol has a number after a training', () => {
  test.each(['lff-colored-mnist', 'multi-color-mnist', 'irm-colored-mnist', 'biased-mnist'])(
    '%s',
    { timeout: 300_000 },
    async (name) => {
      const registry = await commandRegistry([], process.cwd());
      const backend = registry.create('backend', 'onnx', {}, { device: 'cpu', threads: 2 });
      await backend.setup();
      const protocol = createProtocol(registry, name, {});
      const [setting] = protocol.settings;
      const [row] = Object.keys(protocol.rows);
      const asked = { seeds: [0], rows: [row!], settings: [setting!.name], updates: 1 };
      const [outcome] = await runBench(benchTrials(protocol, asked), {
        ...{ registry, backend, store: memoryTrials(), root: process.cwd(), wait: true },
      });
      expect(outcome!.failure).toBeUndefined();
      const found = protocol.measures.map((measure) => [measure.name, measure.of(outcome!.result!)]);
      expect(found.filter(([, value]) => value === null)).toEqual([]);
    },
  );
});
