import { backend as onnx } from '@mimmx/backend-onnx';
import { plugin as baselines } from '@mimmx/baselines';
import {
  type Backend,
  corePlugin,
  createMethod,
  createRegistry,
  DEFAULT_SHAPE,
  type Method,
  type MethodDefinition,
  type Metrics,
  Random,
  takeSnapshot,
} from '@mimmx/core';
import { EASY_SHAPE, easyData, easyTask } from '@mimmx/core/testkit';
import * as tf from '@mimmx/core/tf';
import { plugin as estimators } from '@mimmx/mi-estimators';
import { plugin as weighters } from '@mimmx/weighter';
import { beforeAll, expect, test } from 'vitest';

const registry = createRegistry().use(corePlugin).use(baselines).use(estimators).use(weighters);
const compiled = onnx.create({} as never, { device: 'cpu', threads: 1 });
beforeAll(() => compiled.setup());

/** The same operations one graph at a time, as they were recorded: no pass has seen them. */
const recorded: Backend = {
  ...compiled,
  compile: ((fn: (...inputs: never[]) => tf.TensorContainer) =>
    async (...inputs: never[]) =>
      tf.tidy(() => fn(...inputs))) as never,
};

const UPDATES = 5;
const ROUNDING = 1e-3;
/**
 * Some of their weights have a gradient of nothing but rounding (a bias that a correlation or a bound does not see), which
 * Adam makes a whole step of, one way or the other; their first losses agree.
 */
const SEE_NO_BIAS: Readonly<Record<string, number>> = { 'br-net': 1, mine: 0, mimm: 0 };

// Two batch norms of equally many channels: what one of them wrote over the other was found late.
const make = (name: string, backend: Backend): Method =>
  createMethod(
    {
      method: { name, options: {} },
      encoder: { name: 'small-cnn', options: { channels: [8, 8], norm: 'batch' } },
      network: { ...DEFAULT_SHAPE, standardise: false, primaryWidth: 2 },
      optimiser: {
        ...{ learningRate: 0.01, weightDecay: 0, schedule: 'constant' },
        ...{ batchSize: 16, updates: UPDATES },
      },
    },
    {
      registry,
      backend,
      task: easyTask(),
      inputShape: EASY_SHAPE,
      random: new Random(1),
      data: easyData(new Random(2), {}, 16),
    },
  );

async function losses(name: string, backend: Backend): Promise<Metrics[]> {
  const method = make(name, backend);
  const found: Metrics[] = [];
  for (let i = 0; i < UPDATES; i++) found.push(await method.update());
  method.dispose();
  return found;
}

const methods = registry.list('method').map(({ definition }) => (definition as MethodDefinition).name);

test.each(methods)('%s, compiled, is what was recorded', async (name) => {
  const [wanted, found] = [await losses(name, recorded), await losses(name, compiled)];
  for (const [update, metrics] of wanted.slice(0, SEE_NO_BIAS[name] ?? UPDATES).entries()) {
    const names = Object.keys(metrics).filter((metric) => metric.startsWith('loss'));
    expect(names.length).toBeGreaterThan(0);
    for (const metric of names) {
      const apart =
        Math.abs(metrics[metric]! - found[update]![metric]!) / (Math.abs(metrics[metric]!) + 0.05);
      expect(apart, `${metric} of update ${update + 1}`).toBeLessThan(ROUNDING);
    }
  }
});

test.each(methods)('%s makes several updates in one go, with the bits of single ones', async (name) => {
  const [one, several] = [make(name, compiled), make(name, compiled)];
  const { series } = several.update;
  expect(series).toBeDefined();
  const wanted = [];
  for (let i = 0; i < UPDATES; i++) wanted.push(await one.update());
  // Beyond where methods of two phases change from one to the other.
  expect([...(await series!(1)), ...(await series!(UPDATES - 1))]).toEqual(wanted);
  expect(await takeSnapshot(several.variables)).toEqual(await takeSnapshot(one.variables));
  for (const method of [one, several]) method.dispose();
});
