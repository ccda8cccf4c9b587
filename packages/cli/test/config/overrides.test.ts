import { expect, test } from 'vitest';
import { applyOverrides } from '../../src/config/overrides.ts';

const config = {
  dataset: 'digits',
  backend: { name: 'onnx', options: { threads: 1 } },
  training: { updates: 20, batchSize: 16 },
  methods: { erm: {}, 'mimm-x': { options: { lambda: 1 } }, 'v1.5': {} },
  z: [{ factor: 'thickness', strength: 0.9 }, { factor: 'rotation' }],
};

test.each([
  ['training.updates=500', ['training', { updates: 500, batchSize: 16 }]],
  ['training.weightDecay=1e-4', ['training', { updates: 20, batchSize: 16, weightDecay: 1e-4 }]],
  ['name=trial', ['name', 'trial']],
  ['name="3"', ['name', '3']],
  ['seeds=[0,1]', ['seeds', [0, 1]]],
  ['question=a=b', ['question', 'a=b']],
  ['dataset.options.images=100', ['dataset', { name: 'digits', options: { images: 100 } }]],
  ['data.shifts.natural=natural', ['data', { shifts: { natural: 'natural' } }]],
  ['methods.v1\\.5.options.a=1', ['methods', { ...config.methods, 'v1.5': { options: { a: 1 } } }]],
  ['z.0.strength=0.6', ['z', [{ factor: 'thickness', strength: 0.6 }, { factor: 'rotation' }]]],
  ['z.1.strength=0.6', ['z', [config.z[0], { factor: 'rotation', strength: 0.6 }]]],
  ['z.2.factor=blur', ['z', [...config.z, { factor: 'blur' }]]],
  ['z.1="x"', ['z', [config.z[0], 'x']]],
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
    { set: ['z.3.factor=x'] },
    'E_USAGE: --set z.3.factor=x: "3" is no entry of that list. Write 0 to 1, or 2 for one more.',
  ],
  [{ set: ['z.first=x'] }, 'E_USAGE: --set z.first=x: "first" is no entry of that list.'],
  [{ seeds: '0,x' }, 'E_USAGE: --seeds 0,x'],
  [{ seeds: '-1' }, 'E_USAGE'],
  [{ methods: 'emr' }, 'E_UNKNOWN_NAME: The config has no method "emr". Did you mean "erm"?'],
])('%j is refused', (overrides, message) => {
  expect(() => applyOverrides(config, overrides)).toThrow(message);
});
