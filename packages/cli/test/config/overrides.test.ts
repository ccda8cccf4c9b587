import { expect, test } from 'vitest';
import { applyOverrides } from '../../src/config/overrides.ts';

const config = {
  dataset: 'digits',
  backend: { name: 'onnx', options: { threads: 1 } },
  training: { updates: 20, batchSize: 16 },
  methods: { erm: {}, 'mimm-x': { options: { lambda: 1 } }, 'v1.5': {} },
  data: { task: { z: [{ column: 'sex', strength: 0.9 }, 'age'] } },
};
const { z } = config.data.task;

test.each([
  ['training.updates=500', ['training', { updates: 500, batchSize: 16 }]],
  ['training.weightDecay=1e-4', ['training', { updates: 20, batchSize: 16, weightDecay: 1e-4 }]],
  ['name=trial', ['name', 'trial']],
  ['name="3"', ['name', '3']],
  ['seeds=[0,1]', ['seeds', [0, 1]]],
  ['question=a=b', ['question', 'a=b']],
  ['dataset.options.images=100', ['dataset', { name: 'digits', options: { images: 100 } }]],
  ['data.shifts.natural=natural', ['data', { ...config.data, shifts: { natural: 'natural' } }]],
  ['data.task.z.0.strength=0.6', ['data', { task: { z: [{ column: 'sex', strength: 0.6 }, 'age'] } }]],
  ['data.task.z.1.strength=1', ['data', { task: { z: [z[0], { name: 'age', strength: 1 }] } }]],
  ['data.task.z.2={"column":"view"}', ['data', { task: { z: [...z, { column: 'view' }] } }]],
  ['methods.v1\\.5.options.a=1', ['methods', { ...config.methods, 'v1.5': { options: { a: 1 } } }]],
] as [string, [string, unknown]][])('--set %s', (set, [key, value]) => {
  const before = structuredClone(config);
  expect(applyOverrides(config, { set: [set] })).toEqual({ ...config, [key]: value });
  expect(config).toEqual(before);
});

test('later settings win, and short options come after them', () => {
  const set = ['training.updates=1', 'training.updates=2', 'seeds=[9]'];
  const result = applyOverrides(config, { set, seeds: '0, 1,2', backend: 'cpu', methods: 'mimm-x' });
  expect(result).toMatchObject({ training: { updates: 2 }, seeds: [0, 1, 2], backend: { name: 'cpu' } });
  expect(result.methods).toEqual({ 'mimm-x': { options: { lambda: 1 } } });
});

test('the backend that the config names keeps its options', () => {
  expect(applyOverrides(config, { backend: 'onnx' }).backend).toEqual(config.backend);
});

test.each([
  [{ set: ['training'] }, 'E_USAGE: --set training: write --set path.to.key=value'],
  [{ set: ['=3'] }, 'E_USAGE'],
  [
    { set: ['data.task.z.3.strength=1'] },
    'E_USAGE: --set data.task.z.3.strength=1: "3" stands where a list of 2 is',
  ],
  [{ set: ['data.task.z.sex=1'] }, 'write a number from 0 to 2'],
  [{ seeds: '0,x' }, 'E_USAGE: --seeds 0,x'],
  [{ seeds: '-1' }, 'E_USAGE'],
  [{ methods: 'emr' }, 'E_UNKNOWN_NAME: The config has no method "emr". Did you mean "erm"?'],
])('%j is refused', (overrides, message) => {
  expect(() => applyOverrides(config, overrides)).toThrow(message);
});
