import { plugin as baselines } from '@mimmx/baselines';
import {
  type Backend,
  corePlugin,
  createRegistry,
  defineDataset,
  defineMethod,
  definePlugin,
  Random,
  type Registry,
} from '@mimmx/core';
import { accuracy } from '@mimmx/evaluation';
import { nodePlugin } from '@mimmx/experiment/node';
import { z } from 'zod';
import { measured } from '../../src/comparison/measures.ts';
import { defineProtocol, plugin } from '../../src/index.ts';

/** Forty images of four pixels, of which the first tells y and the second the confounder. */
const toy = defineDataset({
  name: 'toy',
  summary: 'For the test.',
  options: z.strictObject({}),
  async create() {
    const random = new Random(1);
    const rows = 40;
    const codes = (of: (row: number) => number) => Int32Array.from({ length: rows }, (_, row) => of(row));
    const y = codes((row) => row % 2);
    const site = codes((row) => (row % 5 === 0 ? 1 - (row % 2) : row % 2));
    const ids = Array.from({ length: rows }, (_, row) => `image-${row}`);
    const column = (values: Int32Array) => ({
      kind: 'categorical' as const,
      codes: values,
      labels: ['a', 'b'],
    });
    return {
      table: {
        length: rows,
        ids,
        patients: codes((row) => row),
        patientIds: ids,
        columns: { y: column(y), site: column(site) },
      },
      shape: [2, 2, 1],
      licence: 'made here',
      settable: [],
      image: async (row) => Float32Array.of(y[row]! + 0.3 * random.normal(), site[row]!, 0.1, 0.2),
    };
  },
});

/** A loss that is no number from the third update on. */
const broken = defineMethod({
  name: 'broken',
  summary: 'For the test.',
  needs: { train: ['y'] },
  options: z.strictObject({}),
  create(context, options) {
    const erm = baselines.provides.find(({ name }) => name === 'erm')!;
    const method = erm.create(context, options as never);
    let updates = 0;
    return {
      ...method,
      async update() {
        const metrics = await method.update();
        return { ...metrics, loss: ++updates > 2 ? Number.NaN : 1 };
      },
    };
  },
});

const setting = (name: string, ours?: string) => ({
  name,
  ...(ours ? { ours } : {}),
  config: () => ({
    dataset: 'toy',
    data: {
      task: { y: { column: 'y' }, z: [{ column: 'site' }] },
      split: { train: 24, test: 16, seed: name.length },
      train: 'natural' as const,
      shifts: { test: 'natural' as const },
    },
    encoder: { name: 'mlp', options: { hidden: [4] } },
    network: { primaryWidth: 3, standardise: false },
    training: { updates: 6, batchSize: 8 },
    evaluation: { bootstrap: 0, probePatients: 20 },
  }),
});

const toyProtocol = defineProtocol({
  name: 'toy-protocol',
  summary: 'For the test.',
  options: z.strictObject({}),
  create: () => ({
    title: 'Toy',
    question: 'Does it run?',
    settings: [setting('one'), setting('three', 'is not published')],
    rows: {
      erm: { method: 'erm' },
      jtt: { method: 'jtt', differs: 'is told something' },
      broken: { method: 'broken' },
      'on request': { method: 'erm', onRequest: true },
    },
    seeds: 2,
    measures: [{ name: 'accuracy', better: 'higher', unit: 'percent', of: measured('test', accuracy) }],
    published: [
      {
        row: 'erm',
        setting: 'one',
        measure: 'accuracy',
        value: 50,
        spread: 30,
        spreadIs: 'sd of 2 runs',
        source: 'a paper',
        sure: 'source',
      },
    ],
    deviations: [],
    selection: 'last update',
  }),
});

export const toyRegistry = (): Registry =>
  createRegistry()
    .use(corePlugin)
    .use(nodePlugin)
    .use(baselines)
    .use(plugin)
    .use(definePlugin({ name: 'toys', provides: [toy, broken, toyProtocol] }));

export async function toyBackend(registry: Registry): Promise<Backend> {
  const backend = registry.create('backend', 'cpu', {});
  await backend.setup();
  return backend;
}
