import {
  type Backend,
  type Batch,
  disposeBatch,
  type Method,
  type MethodDefinition,
} from '../contracts/index.ts';
import { isMimmxError } from '../errors.ts';
import { DEFAULT_SHAPE, smallCnn, sufficientWidth } from '../model/index.ts';
import { createMethod, definePlugin, type Registry } from '../registry/index.ts';
import { Random } from '../tensor/random.ts';
import { restoreSnapshot, takeSnapshot } from '../tensor/snapshot.ts';
import * as tf from '../tf/index.ts';
import { assertThat } from './assert-that.ts';
import type { Check } from './check.ts';
import { definitionChecks } from './definition.ts';
import { EASY_SHAPE, easyData } from './easy-data.ts';
import { type EasyTask, easyTask } from './easy-task.ts';
import { watchTensors } from './tensors.ts';

/** Tasks of every form that a method may meet. It learns them, or refuses in one line. */
const FORMS: Readonly<Record<string, EasyTask>> = {
  'one confounder': { confounders: 1 },
  'three confounders': { confounders: 3 },
  'missing labels': { missing: true },
  'three classes': { classes: 3 },
  'a continuous y': { classes: 0 },
  'a number in bins among the confounders': { number: true, missing: true },
};

/** A budget so short that the kit can stop everywhere in it, whatever phases the method has. */
const SHORT = 4;

/**
 * Conformance of a training method: it learns an easy task, reads it with one static function, continues from its
 * variables and random state as if never stopped, trains on tasks of every form or refuses them in one line, and
 * leaves no tensor behind.
 *
 * @param registry holds the parts that the method asks for (estimators, weighters, balancers)
 * @param backend is set up
 * @param updates within which it must have learned the easy task
 */
export function methodChecks(
  definition: MethodDefinition,
  {
    registry,
    backend,
    options = {},
    updates = 40,
  }: { registry: Registry; backend: Backend; options?: Record<string, unknown>; updates?: number },
): Check[] {
  const owner = `method "${definition.name}"`;
  registry.use(definePlugin({ name: `${definition.name} under test`, provides: [definition, smallCnn] }));
  const make = (random: Random, data: Random, form: EasyTask = {}, budget = updates): Method => {
    const task = easyTask(form);
    const batchSize = form.classes === 3 || form.classes === 0 ? 18 : 16;
    return createMethod(
      {
        method: { name: definition.name, options },
        encoder: { name: 'small-cnn', options: { channels: [4, 8], norm: 'none' } },
        network: { ...DEFAULT_SHAPE, standardise: false, primaryWidth: Math.max(2, sufficientWidth(task.y)) },
        optimiser: { learningRate: 0.01, weightDecay: 0, schedule: 'constant', batchSize, updates: budget },
      },
      {
        registry,
        backend,
        task,
        inputShape: EASY_SHAPE,
        random,
        data: easyData(data, form, batchSize),
      },
    );
  };
  const readsConfounders = definition.needs.predict?.includes('z') ?? false;
  const read = (method: Method) =>
    backend.compile((batch: Batch) => {
      const { prediction, features } = method.read(batch.x, readsConfounders ? batch : undefined);
      return { prediction, features };
    });

  return [
    ...definitionChecks(definition, options),
    {
      name: 'learns an easy task, and gives probabilities and features',
      async run() {
        const method = make(new Random(1), new Random(2));
        for (let i = 0; i < updates; i++) {
          const metrics = await method.update();
          const finite = Object.values(metrics).every(Number.isFinite);
          assertThat(finite, `${owner}: update ${i + 1} gave ${JSON.stringify(metrics)}.`);
        }
        const reading = read(method);
        let [right, all] = [0, 0];
        const data = easyData(new Random(3));
        for await (const batch of data.pass(data.set('train'))) {
          const { prediction, features } = await reading(batch);
          const rows = batch.x.shape[0]!;
          assertThat(
            prediction.shape.join() === `${rows},2`,
            `${owner}: probabilities are [${prediction.shape}].`,
          );
          assertThat(
            features.shape.length === 2 && features.shape[0] === rows,
            `${owner}: features are [${features.shape}].`,
          );
          const p = await prediction.data();
          const y = await batch.y.data();
          for (let i = 0; i < rows; i++) {
            assertThat(
              Math.abs(p[2 * i]! + p[2 * i + 1]! - 1) < 1e-4,
              `${owner}: probabilities do not sum to 1.`,
            );
            right += (p[2 * i + 1]! > 0.5 ? 1 : 0) === y[i] ? 1 : 0;
            all++;
          }
          tf.dispose([prediction, features]);
          disposeBatch(batch);
        }
        assertThat(right >= 0.9 * all, `${owner}: ${right} of ${all} right after ${updates} updates.`);
        method.dispose();
      },
    },
    {
      name: 'reads the same images the same way, and changes nothing by reading',
      async run() {
        const method = make(new Random(8), new Random(9));
        await method.update();
        const data = easyData(new Random(3));
        const batch = await data.batches(data.set('train'), 'stratified').next();
        const before = await takeSnapshot(method.variables);
        const reading = read(method);
        const [first, second] = [await reading(batch), await reading(batch)];
        const [a, b] = [await first.prediction.data(), await second.prediction.data()];
        assertThat(
          a.every((v, i) => v === b[i]),
          `${owner}: a second reading of the same images differs.`,
        );
        const after = await takeSnapshot(method.variables);
        for (const [name, { values }] of Object.entries(before)) {
          const same = values.every((v, i) => v === after[name]?.values[i]);
          assertThat(same, `${owner}: reading changed "${name}".`);
        }
        tf.dispose([first, second]);
        disposeBatch(batch);
        method.dispose();
      },
    },
    {
      name: 'continues from its variables and random state to the last bit, wherever in its budget it stopped',
      async run() {
        const [randomA, dataA] = [new Random(4), new Random(5)];
        const a = make(randomA, dataA, {}, SHORT);
        const places = [];
        for (let i = 0; i < SHORT; i++) {
          await a.update();
          const variables = await takeSnapshot(a.variables);
          places.push({ variables, random: randomA.state, data: dataA.state });
        }
        a.dispose();
        for (const [i, from] of places.slice(0, -1).entries()) {
          const [randomB, dataB] = [new Random(4), new Random(5)];
          const b = make(randomB, dataB, {}, SHORT);
          restoreSnapshot(b.variables, from.variables);
          randomB.state = from.random;
          dataB.state = from.data;
          await b.update();
          const found = await takeSnapshot(b.variables);
          for (const [name, { values }] of Object.entries(places[i + 1]!.variables)) {
            const same = values.every((v, k) => v === found[name]?.values[k]);
            assertThat(
              same,
              `${owner}: "${name}" differs after resuming at update ${i + 1} of ${SHORT}. List every variable, draw from the given Random.`,
            );
          }
          b.dispose();
        }
      },
    },
    {
      name: 'several updates in one go, where it has them, have the bits of single ones',
      async run() {
        const random = [new Random(4), new Random(4)] as const;
        const [a, b] = random.map((own) => make(own, new Random(5), {}, SHORT)) as [Method, Method];
        const { series } = b.update;
        if (series) {
          const single = [];
          for (let i = 0; i < SHORT; i++) single.push(await a.update());
          const found = [...(await series(1)), ...(await series(SHORT - 1))];
          const [wanted, got] = [await takeSnapshot(a.variables), await takeSnapshot(b.variables)];
          const apart = Object.keys(wanted).find((name) =>
            wanted[name]!.values.some((v, k) => v !== got[name]!.values[k]),
          );
          assertThat(apart === undefined, `${owner}: "${apart}" differs after ${SHORT} updates in one go.`);
          const same = [
            [single, found],
            [random[0].state, random[1].state],
          ].every(([one, other]) => JSON.stringify(one) === JSON.stringify(other));
          assertThat(same, `${owner}: numbers or random state differ after ${SHORT} updates in one go.`);
        }
        a.dispose();
        b.dispose();
      },
    },
    ...Object.entries(FORMS).map(
      ([form, task]): Check => ({
        name: `trains on a task with ${form}, or refuses it in one line`,
        async run() {
          let method: Method;
          try {
            method = make(new Random(10), new Random(11), task, SHORT);
          } catch (error) {
            const refused = isMimmxError(error) && !error.message.includes('\n');
            assertThat(refused, `${owner}: ${form}: ${error}`);
            return;
          }
          for (let i = 0; i < SHORT; i++) {
            const metrics = await method.update();
            const finite = Object.values(metrics).every(Number.isFinite);
            assertThat(finite, `${owner}: ${form}: update ${i + 1} gave ${JSON.stringify(metrics)}.`);
          }
          method.dispose();
        },
      }),
    ),
    {
      name: 'leaves no tensor behind',
      async run() {
        // Whatever the engine keeps for good is made by a first method.
        const warm = make(new Random(6), new Random(7), {}, SHORT);
        for (let i = 0; i < SHORT; i++) await warm.update();
        warm.dispose();
        const start = tf.memory().numTensors;
        const whole = watchTensors();
        try {
          const method = make(new Random(6), new Random(7), {}, SHORT);
          await method.update();
          const before = tf.memory().numTensors;
          const shapes = whole.left.length;
          for (let i = 1; i < SHORT; i++) await method.update();
          const left = tf.memory().numTensors - before;
          const these = whole.left.slice(shapes).join(', ');
          assertThat(left === 0, `${owner}: ${left} tensors left after ${SHORT - 1} updates: ${these}.`);
          method.dispose();
          const kept = tf.memory().numTensors - start;
          assertThat(kept <= 0, `${owner}: ${kept} tensors left after dispose(): ${whole.left.join(', ')}.`);
        } finally {
          whole.end();
        }
      },
    },
  ];
}
