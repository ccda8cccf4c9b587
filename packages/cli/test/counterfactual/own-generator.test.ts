import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveGenerator } from '@mimmx/counterfactual';
import { type GeneratorRecord, writeGeneratorRecord } from '@mimmx/counterfactual/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requireSameGenerator } from '../../src/counterfactual/own-generator.ts';
import { remove, temporaryFolder } from '../run-command.ts';

let folder: string;
const given = {
  dataset: 'digits',
  data: { task: { y: { column: 'digit' }, z: [{ factor: 'thickness', strength: 0.9 }] } },
  training: { updates: 40 },
  tunings: { soft: { targets: 'soft', updates: 5 } },
};
const configOf = (changed: object = {}) => resolveGenerator({ ...given, ...changed });
const GRAPH = 'digit, thickness';

beforeAll(async () => {
  folder = await temporaryFolder();
  await writeGeneratorRecord(folder, {
    ...{ name: 'generator', question: '', graph: {}, describes: GRAPH, shape: [28, 28, 1] },
    ...{ model: { name: 'vae', options: {} }, scm: {}, encoding: [], pixelNoise: 1, imageModel: 'a' },
    ...{ tunings: [{ name: 'none', id: 'a' }], backend: 'onnx', patients: [] },
    config: configOf() as unknown as GeneratorRecord['config'],
  });
});
afterAll(() => remove(folder));

test.each([
  ['the same', {}],
  ['other judges and words', { judges: ['pca-logistic'], replicates: 20, name: 'b', question: 'why' }],
  ['one more fine-tuning', { tunings: { ...given.tunings, hard: { targets: 'hard', updates: 5 } } }],
])('goes on with %s', async (_, changed) => {
  await requireSameGenerator(folder, configOf(changed), GRAPH);
});

test.each([
  ['more updates', { training: { updates: 80 } }, /"training\.updates" is 40 there and 80 now\. Use the/],
  ['another seed', { seed: 3 }, /"seed" is 0 there and 3 now\./],
  [
    'another fine-tuning of the same name',
    { tunings: { soft: { targets: 'soft', updates: 9 } } },
    /"tunings\.soft\.updates" is 5 there and 9 now\. Give the fine-tuning a name of its own,/,
  ],
  ['a fine-tuning less', { tunings: {} }, /"tunings\.soft" is .* there and absent now\./],
])('refuses %s', async (_, changed, says) => {
  await expect(requireSameGenerator(folder, configOf(changed), GRAPH)).rejects.toThrow(says);
});

test('refuses another graph', async () => {
  await expect(requireSameGenerator(folder, configOf(), 'digit')).rejects.toThrow(
    /^E_RUN_EXISTS: .* holds a generator for the graph "digit, thickness", this config has "digit"\./,
  );
});

test('begins where there is none, and where the record is damaged', async () => {
  await requireSameGenerator(join(folder, 'none'), configOf(), GRAPH);
  const other = await temporaryFolder();
  await writeFile(join(other, 'generator.json'), '{"format":1');
  await requireSameGenerator(other, configOf({ seed: 3 }), GRAPH);
  await remove(other);
});
