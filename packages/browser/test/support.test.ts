import type { ModelDescription as Exported } from '@mimmx/experiment';
import { expect, expectTypeOf, test } from 'vitest';
import { hasThreads, requireThreads, requireWasm } from '../src/index.ts';
import { type ModelDescription, readDescription } from '../src/model/description.ts';
import { sayings } from '../src/model/saying.ts';

const here = { WebAssembly, SharedArrayBuffer, crossOriginIsolated: true };

test('a browser without WebAssembly, SIMD or threads is told so on one line', () => {
  expect(() => requireWasm(here)).not.toThrow();
  expect(() => requireThreads(here)).not.toThrow();
  expect(() => requireWasm({})).toThrow(/^E_BROWSER: This browser has no WebAssembly, .*$/);
  expect(() => requireWasm({ WebAssembly: { validate: () => false } })).toThrow(
    /^E_BROWSER: This browser has WebAssembly without SIMD, .*$/,
  );
  for (const lacking of [
    { ...here, SharedArrayBuffer: undefined },
    { ...here, crossOriginIsolated: false },
  ]) {
    expect(hasThreads(lacking)).toBe(false);
    expect(() => requireThreads(lacking)).toThrow(
      /^E_BROWSER: PNG, JPEG and DICOM need WebAssembly threads, .*$/,
    );
  }
});

const description: ModelDescription = {
  format: 'mimmx-model',
  version: 1,
  method: 'mimm-x',
  plugin: 'mimm-x',
  seed: 0,
  input: { name: 'image', type: 'float32', shape: ['batch', 2, 2, 1], axes: [] },
  preparation: { dataset: 'nih', options: {} },
  outputs: [
    { name: 'probabilities', meaning: '', width: 2, classes: ['no', 'yes'] },
    { name: 'features', meaning: '', width: 1 },
    { name: 'view_from_features', meaning: '', width: 2, classes: ['AP', 'PA'] },
  ],
  task: { y: { name: 'ill', kind: 'categorical' }, z: [{ name: 'view', kind: 'categorical' }] },
};

test('what mimmx export describes is what is read here', () => {
  expectTypeOf<Exported>().toExtend<Omit<ModelDescription, 'task'>>();
  expect(readDescription(JSON.parse(JSON.stringify(description)))).toEqual(description);
});

test.each([
  [null, 'The JSON describes no model of mimmx'],
  [{ format: 'graph-model' }, 'The JSON describes no model of mimmx'],
  [
    { ...description, version: 2 },
    "The model's description is of version 2, and this package reads version 1",
  ],
  [
    { ...description, outputs: undefined },
    "The model's description lacks its input, outputs, task or preparation",
  ],
])('another description is refused on one line (%#)', (json, wanted) => {
  expect(() => readDescription(json)).toThrow(wanted);
});

test('numbers become words, image by image', () => {
  const [first, second] = sayings(
    description,
    {
      probabilities: Float32Array.of(0.25, 0.75, 0.875, 0.125),
      features: Float32Array.of(3, 4),
      view_from_features: Float32Array.of(0.5, 0.5, 0.125, 0.875),
    },
    2,
  );
  expect(first!.y).toMatchObject({ name: 'ill', label: 'yes' });
  expect(second!.y.classes).toEqual([
    { name: 'no', probability: 0.875 },
    { name: 'yes', probability: 0.125 },
  ]);
  expect(second!.confounders).toMatchObject([{ name: 'view', label: 'PA' }]);
  expect([...second!.features]).toEqual([4]);
});
