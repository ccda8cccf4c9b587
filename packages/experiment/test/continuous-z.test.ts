import { groupBalanced } from '@mimmx/baselines';
import { defineDataset, definePlugin } from '@mimmx/core';
import { memoryRun, resolveConfig, runExperiment } from '@mimmx/experiment';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { cpu, toyMimmx, toyRegistry } from '../../core/test/toy.ts';
import { toyConfig } from './toy-config.ts';

beforeAll(() => cpu.setup());

const ROWS = 480;
const years = Float64Array.from({ length: ROWS }, (_, row) => 20 + ((row * 37) % 60));

/** Being sick brightens the upper half, years the lower. */
const aging = defineDataset({
  name: 'aging',
  summary: 'A number beside a class.',
  options: z.strictObject({}),
  create: async () => ({
    table: {
      length: ROWS,
      ids: Array.from({ length: ROWS }, (_, i) => `image-${i}`),
      patients: Int32Array.from({ length: ROWS }, (_, i) => i),
      patientIds: Array.from({ length: ROWS }, (_, i) => `patient-${i}`),
      columns: {
        sick: {
          kind: 'categorical',
          codes: Int32Array.from({ length: ROWS }, (_, i) => i % 2),
          labels: ['no', 'yes'],
        },
        years: { kind: 'number', unit: 'years', values: years },
      },
    },
    shape: [6, 6, 1],
    licence: 'made here',
    settable: [],
    image: async (row) =>
      Float32Array.from({ length: 36 }, (_, p) => {
        const noise = Math.sin(row * 12.9898 + p * 78.233) * 0.4;
        return noise + (p < 18 ? (row % 2) * 0.5 : (years[row]! - 50) / 30);
      }),
  }),
});

test('mimm-x and group-balanced learn beside a number in bins, which groups, sets and probes know', async () => {
  const registry = toyRegistry().use(definePlugin({ name: 'test', provides: [aging, groupBalanced] }));
  const run = memoryRun();
  const config = toyConfig({
    dataset: 'aging',
    data: {
      task: {
        y: { column: 'sick', positive: 'yes' },
        z: [{ column: 'years', bins: 2, strength: 0.9 }],
      },
      split: { train: 0.6, test: 0.4 },
    },
    methods: { 'group-balanced': {}, 'mimm-x': { options: toyMimmx } },
    training: { updates: 100, batchSize: 32, learningRate: 0.01 },
  });
  const summary = await runExperiment(resolveConfig(config), {
    registry,
    backend: cpu,
    open: async () => run,
    root: '.',
  });
  const [factor] = summary.task.z;
  expect(factor).toMatchObject({ kind: 'continuous', unit: 'years', bins: { edges: [50] } });
  for (const [name, { shifts, rows, leakage }] of Object.entries(summary.methods)) {
    expect(shifts.balanced!.accuracy, name).toBeGreaterThan(0.8);
    expect(shifts.balanced!.perGroup.map(({ labels }) => labels)).toEqual([
      { sick: 'not yes', years: '< 50' },
      { sick: 'not yes', years: '>= 50' },
      { sick: 'yes', years: '< 50' },
      { sick: 'yes', years: '>= 50' },
    ]);
    const worst = rows.find(({ set, measure }) => set === 'balanced' && measure === 'worst-group accuracy');
    expect(worst!.value).toBe(Math.min(...shifts.balanced!.perGroup.map(({ accuracy }) => accuracy)));
    // R², whose level of nothing is 0, and no accuracy of the halves.
    expect(leakage.years!.chance).toBe(0);
  }
  const { cells } = summary.splits.find(({ name }) => name === 'inverted')!;
  const [few, many] = [Math.min, Math.max].map((of) => of(...cells.map(({ count }) => count)));
  expect(few! / (few! + many!)).toBeCloseTo(0.1, 1);
});
