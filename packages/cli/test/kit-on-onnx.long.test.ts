import { backend as onnx } from '@mimmx/backend-onnx';
import { plugin as baselines } from '@mimmx/baselines';
import {
  createRegistry,
  type EstimatorDefinition,
  type MethodDefinition,
  type WeighterDefinition,
} from '@mimmx/core';
import { estimatorChecks, methodChecks, weighterChecks } from '@mimmx/core/testkit';
import * as tf from '@mimmx/core/tf';
import { plugin as estimators } from '@mimmx/mi-estimators';
import { plugin as weighters } from '@mimmx/weighter';
import { beforeAll, describe, expect, test } from 'vitest';

// What a plugin's author runs on the engine that trains. `cpu` is where the packages' own tests run it.
const backend = onnx.create({} as never, { device: 'cpu', threads: 1 });
beforeAll(() => backend.setup());

const from = (plugin: { readonly provides: readonly unknown[] }, name: string) =>
  plugin.provides.find((one) => (one as { name: string }).name === name);

describe('the kit on the onnx backend', () => {
  const erm = from(baselines, 'erm') as MethodDefinition;
  for (const check of methodChecks(erm, { registry: createRegistry(), backend }))
    test(`erm: ${check.name}`, check.run);

  const club = from(estimators, 'club-categorical') as EstimatorDefinition;
  for (const check of estimatorChecks(club)) test(`club-categorical: ${check.name}`, check.run);

  const uniform = from(weighters, 'uniform') as WeighterDefinition;
  for (const check of weighterChecks(uniform)) test(`uniform: ${check.name}`, check.run);
});

test('a method that leaks is told the shape of what it leaves', async () => {
  const erm = from(baselines, 'erm') as MethodDefinition;
  const leaking = {
    ...erm,
    name: 'leaking',
    create: (context: never, options: never) => {
      const method = erm.create(context, options);
      return {
        ...method,
        update: () => {
          tf.keep(tf.zeros([3, 5]));
          return method.update();
        },
      };
    },
  } as unknown as MethodDefinition;
  const checks = methodChecks(leaking, { registry: createRegistry(), backend });
  const check = checks.find(({ name }) => name === 'leaves no tensor behind')!;
  await expect(check.run()).rejects.toThrow(/3 tensors left after 3 updates: .*\[3,5\] float32/);
});
