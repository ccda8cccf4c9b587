import {
  createDataPool,
  memoryTrials,
  resolveConfig,
  runTrial,
  type TrialStore,
  trialsOf,
} from '@mimmx/experiment';
import { beforeAll, expect, test } from 'vitest';
import { cpu, toyRegistry } from '../../../core/test/toy.ts';
import { toyConfig } from '../toy-config.ts';

beforeAll(() => cpu.setup());

/** Updates after which a checkpoint was saved. */
async function savedAfter(training: object): Promise<number[]> {
  const input = toyConfig({ methods: { plain: {} }, training: { updates: 6, batchSize: 16, ...training } });
  const [trial] = trialsOf(resolveConfig(input));
  const registry = toyRegistry();
  const steps: number[] = [];
  const kept = memoryTrials();
  const store: TrialStore = {
    ...kept,
    async claim(asked) {
      const lease = await kept.claim(asked);
      if (!lease) return null;
      const save: typeof lease.save = async (checkpoint) => {
        steps.push(checkpoint.step);
        await lease.save(checkpoint);
      };
      return Object.create(lease, { save: { value: save } });
    },
  };
  await runTrial(trial!, { registry, backend: cpu, store, data: createDataPool(registry, '.') });
  return steps;
}

test('checkpoints come by count, and by time where updates are slow', async () => {
  expect(await savedAfter({ checkpointEvery: 4, checkpointMinutes: 60 })).toEqual([4, 6]);
  expect(await savedAfter({ checkpointEvery: 1000, checkpointMinutes: 60 })).toEqual([6]);
  // Every update takes longer than that.
  expect(await savedAfter({ checkpointEvery: 1000, checkpointMinutes: 1e-9 })).toEqual([1, 2, 3, 4, 5, 6]);
});
