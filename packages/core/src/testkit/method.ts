import * as tf from '@tensorflow/tfjs';
import {
  type Backend,
  type Batch,
  type BatchSource,
  disposeBatch,
  type Method,
  type MethodDefinition,
  type Task,
} from '../contracts/index.ts';
import { smallCnn } from '../model/index.ts';
import { createMethod, definePlugin, type Registry } from '../registry/index.ts';
import { Random } from '../tensor/random.ts';
import { restoreSnapshot, takeSnapshot } from '../tensor/snapshot.ts';
import type { Check } from './check.ts';
import { definitionChecks } from './definition.ts';
import { require } from './tensors.ts';

const SHAPE = [8, 8, 1] as const;
const ROWS = 16;
const TASK: Task = {
  y: { name: 'y', kind: 'categorical', classes: 2, labels: ['no', 'yes'] },
  z: [
    { name: 'a', kind: 'categorical', classes: 2, labels: ['0', '1'] },
    { name: 'b', kind: 'categorical', classes: 2, labels: ['0', '1'] },
  ],
};

/** Images whose brightness gives y away: any method learns it in a few dozen updates. */
function batch(random: Random): Batch {
  const y = Int32Array.from({ length: ROWS }, (_, i) => (i < ROWS / 2 ? 0 : 1));
  const z = [0, 1].map((bit) => Int32Array.from({ length: ROWS }, (_, i) => (i >> bit) & 1));
  const pixels = Float32Array.from(
    { length: ROWS * 64 },
    (_, p) => 0.3 * random.normal() + y[Math.floor(p / 64)]!,
  );
  return {
    x: tf.tensor(pixels, [ROWS, ...SHAPE]),
    y: tf.tensor1d(y, 'int32'),
    z: z.map((codes) => tf.tensor1d(codes, 'int32')),
    known: z.map(() => tf.ones([ROWS])),
  };
}

/**
 * Conformance of a training method: it learns an easy task, gives probabilities and features of the right form,
 * continues from its variables and random state as if never stopped, and leaves no tensor behind.
 *
 * @param registry holds what the method asks the workshop for (estimators, weighters, balancers)
 * @param backend is set up
 */
export function methodChecks(
  definition: MethodDefinition,
  {
    registry,
    backend,
    options = {},
  }: { registry: Registry; backend: Backend; options?: Record<string, unknown> },
): Check[] {
  const owner = `method "${definition.name}"`;
  registry.use(definePlugin({ name: `${definition.name} under test`, provides: [definition, smallCnn] }));
  const make = (random: Random): Method =>
    createMethod(
      {
        method: { name: definition.name, options },
        encoder: { name: 'small-cnn', options: { channels: [4, 8], norm: 'none' } },
        optimiser: {
          learningRate: 0.01,
          weightDecay: 0,
          schedule: 'constant',
          batchSize: ROWS,
          updates: 40,
        },
      },
      { registry, backend, task: TASK, inputShape: SHAPE, random },
    );
  const source = (method: Method, random: Random): BatchSource => ({
    batchSize: ROWS,
    sampling: method.sampling,
    next: async () => batch(random),
  });
  return [
    ...definitionChecks(definition, options),
    {
      name: 'learns an easy task, and gives probabilities and features',
      async run() {
        const method = make(new Random(1));
        const batches = source(method, new Random(2));
        for (let i = 0; i < 40; i++) {
          const metrics = await method.update(batches);
          require(Object.values(metrics).every(
            Number.isFinite,
          ), `${owner}: update ${i + 1} gave ${JSON.stringify(metrics)}.`);
        }
        const test = batch(new Random(3));
        const probabilities = await method.predict(test.x);
        const features = await method.features(test.x);
        require(probabilities.shape.join() ===
          `${ROWS},2`, `${owner}: probabilities are [${probabilities.shape}].`);
        require(features.shape.length === 2 &&
          features.shape[0] === ROWS, `${owner}: features are [${features.shape}].`);
        const p = await probabilities.data();
        const right = Array.from(
          { length: ROWS },
          (_, i) => (p[2 * i + 1]! > 0.5 ? 1 : 0) === (i < ROWS / 2 ? 0 : 1),
        );
        require(right.filter(Boolean).length >=
          ROWS - 2, `${owner}: ${right.filter(Boolean).length} of ${ROWS} right after 40 updates.`);
        require(Array.from({ length: ROWS }, (_, i) => p[2 * i]! + p[2 * i + 1]!).every(
          (sum) => Math.abs(sum - 1) < 1e-4,
        ), `${owner}: probabilities do not sum to 1.`);
        tf.dispose([probabilities, features]);
        disposeBatch(test);
        method.dispose();
      },
    },
    {
      name: 'continues from its variables and random state to the last bit',
      async run() {
        const [randomA, dataA] = [new Random(4), new Random(5)];
        const a = make(randomA);
        for (let i = 0; i < 3; i++) await a.update(source(a, dataA));
        const saved = await takeSnapshot(a.variables);
        const states = [randomA.state, dataA.state] as const;
        await a.update(source(a, dataA));
        const expected = await takeSnapshot(a.variables);

        const [randomB, dataB] = [new Random(4), new Random(99)];
        const b = make(randomB);
        restoreSnapshot(b.variables, saved);
        randomB.state = states[0];
        dataB.state = states[1];
        await b.update(source(b, dataB));
        const found = await takeSnapshot(b.variables);
        for (const [name, { values }] of Object.entries(expected)) {
          require(values.every(
            (v, i) => v === found[name]?.values[i],
          ), `${owner}: "${name}" differs after resuming. List every variable, draw from the given Random.`);
        }
        a.dispose();
        b.dispose();
      },
    },
    {
      name: 'leaves no tensor behind',
      async run() {
        const start = tf.memory().numTensors;
        const method = make(new Random(6));
        const batches = source(method, new Random(7));
        await method.update(batches);
        const before = tf.memory().numTensors;
        for (let i = 0; i < 3; i++) await method.update(batches);
        require(tf.memory().numTensors ===
          before, `${owner}: ${tf.memory().numTensors - before} tensors left after 3 updates.`);
        method.dispose();
        require(tf.memory().numTensors <=
          start, `${owner}: ${tf.memory().numTensors - start} tensors left after dispose().`);
      },
    },
  ];
}
