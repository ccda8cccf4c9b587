import { defineMethod, definePlugin } from '@mimmx/core';
import { memoryRun, resolveConfig, runExperiment } from '@mimmx/experiment';
import { beforeAll, expect, test } from 'vitest';
import { cpu, plain, toyRegistry } from '../../../core/test/toy.ts';
import { toyConfig } from '../toy-config.ts';

beforeAll(() => cpu.setup());

test('every image of a test or validation set goes through the encoder once', async () => {
  let read = 0;
  const counting = defineMethod({
    ...plain,
    name: 'counting',
    create(context, options) {
      const method = plain.create(context, options);
      return {
        ...method,
        read(x) {
          read += x.shape[0]!;
          return method.read(x);
        },
      };
    },
  });
  const registry = toyRegistry().use(definePlugin({ name: 'counts', provides: [counting] }));
  const config = resolveConfig(
    toyConfig({
      methods: { counting: {} },
      data: { ...toyConfig().data, split: { train: 120, validation: 60, test: 60 } },
      training: { updates: 4, batchSize: 16 },
      evaluation: { bootstrap: 50, batchSize: 1000 },
    }),
  );
  const setting = { registry, backend: cpu, open: async () => memoryRun(), root: '.' };
  const { splits } = await runExperiment(config, setting);
  const tested = splits.filter(({ name }) => name !== 'train').map(({ count }) => count);
  // Three test sets and the validation set; two images of noise bear witness for the saved model.
  const witnesses = read - tested.reduce((a, b) => a + b, 0);
  expect(tested.length).toBe(4);
  expect(witnesses).toBe(2);
});
