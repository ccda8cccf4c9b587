import { resolve } from 'node:path';
import { corePlugin, createRegistry } from '@mimmx/core';
import { evaluationPlugin } from '@mimmx/evaluation';
import { memoryRun, resolveConfig, runExperiment, trialsOf } from '@mimmx/experiment';
import { cpuBackend, loadPlugins } from '@mimmx/experiment/node';
import { expect, test } from 'vitest';

const here = resolve(import.meta.dirname, '..');

test('a config names a plugin of every kind, and all of them are used', async () => {
  const registry = createRegistry().use(corePlugin).use(evaluationPlugin);
  for (const plugin of await loadPlugins(['./src/index.ts'], { from: here })) registry.use(plugin);
  const config = resolveConfig({
    dataset: { name: 'stripes', options: { rows: 160 } },
    data: {
      task: { y: { column: 'stripes', positive: 'across' }, z: [{ factor: 'spot', strength: 0.8 }] },
      split: { train: 64, validation: 24, test: 40 },
      shifts: { balanced: 0.5 },
    },
    encoder: 'dense',
    methods: {
      'label-smoothing': {},
      'mimm-x': {
        options: { estimator: 'rv-coefficient', weighter: 'loudest', balancer: 'equal-norms' },
      },
    },
    training: { updates: 120, validateEvery: 60, batchSize: 16, learningRate: 0.02 },
    evaluation: { select: 'best-calibrated', measures: ['mcc', 'gap mcc'], bootstrap: 40 },
  });
  const backend = cpuBackend.create({}, {});
  await backend.setup();
  const run = memoryRun();
  const summary = await runExperiment(config, { registry, backend, open: async () => run, root: here });
  for (const trial of trialsOf(config)) {
    const { selected, rows } = (await run.trials.result(trial.id))!;
    expect(selected.rule).toBe('best-calibrated');
    expect(rows.find(({ measure }) => measure === 'mcc')?.value).toBeGreaterThan(0.5);
    expect(rows.filter(({ measure }) => measure === 'gap mcc').length).toBeGreaterThan(0);
  }
  expect(summary.resolved).toMatchObject({
    methods: { 'mimm-x': { options: { estimator: { name: 'rv-coefficient' } } } },
  });
});
