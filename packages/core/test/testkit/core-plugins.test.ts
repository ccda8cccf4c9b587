import { beforeAll, describe, test } from 'vitest';
import {
  createRegistry,
  definePlugin,
  densenet121,
  digitNet,
  mimmx,
  resnet10Volume,
  resnet18,
  smallCnn,
} from '../../src/index.ts';
import { datasetChecks, encoderChecks, methodChecks } from '../../src/testkit/index.ts';
import { covariance, cpu, equalWeights, fixedScale, plain, toyDataset, toyMimmx } from '../toy.ts';

beforeAll(() => cpu.setup());

describe.each([
  [digitNet, { inputShape: [20, 20, 1] }],
  [smallCnn, { inputShape: [8, 8, 1], options: { channels: [4, 8] } }],
  [resnet18, { inputShape: [16, 16, 1], options: { channels: 4 } }],
  [resnet10Volume, { inputShape: [8, 8, 8, 1], options: { channels: 4 } }],
  [densenet121, { inputShape: [32, 32, 1], options: { growth: 4 } }],
] as const)('$name', (definition, settings) => {
  for (const check of encoderChecks(definition as never, settings)) test(check.name, check.run);
});

describe('toy data set', () => {
  for (const check of datasetChecks(toyDataset, { options: { rows: 20 } })) test(check.name, check.run);
});

describe.each([
  [plain, {}],
  [mimmx, toyMimmx],
] as const)('$name', (definition, options) => {
  const registry = createRegistry().use(
    definePlugin({ name: 'toy', provides: [covariance, equalWeights, fixedScale] }),
  );
  for (const check of methodChecks(definition as never, { registry, backend: cpu, options }))
    test(check.name, check.run);
});
