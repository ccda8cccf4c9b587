import type { Backend, BackendDefinition } from '../contracts/index.ts';
import { validate } from '../registry/index.ts';
import { adam } from '../tensor/adam.ts';
import { normalTensor } from '../tensor/index.ts';
import { Random } from '../tensor/random.ts';
import * as tf from '../tf/index.ts';
import { assertThat } from './assert-that.ts';
import type { Check } from './check.ts';
import { definitionChecks } from './definition.ts';

/**
 * Conformance of a compute backend that is available here: compiled functions give what the plain function gives,
 * variables carry over from call to call, random numbers are fresh at each call and reproducible, shapes may change,
 * and nothing is left behind.
 *
 * @throws nothing itself; where the backend is not available the checks fail with its own sentence
 */
export function backendChecks(definition: BackendDefinition, options: unknown = {}): Check[] {
  const owner = `backend "${definition.name}"`;
  const ready = async (): Promise<Backend> => {
    const backend = definition.create({}, validate(definition.options, options, owner));
    const available = await backend.available();
    assertThat(available === true, `${owner}: ${available}`);
    await backend.setup();
    assertThat(
      tf.getBackend() === backend.engine,
      `${owner}: setup left "${tf.getBackend()}" current, not "${backend.engine}".`,
    );
    return backend;
  };
  const read = async (tensor: tf.Tensor): Promise<number[]> => {
    const values = [...(await tensor.data())];
    tensor.dispose();
    return values;
  };
  return [
    ...definitionChecks(definition, options),
    {
      name: 'computes, for every shape it is called with',
      async run() {
        const { compile } = await ready();
        const product = compile((a: tf.Tensor, b: tf.Tensor) =>
          tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D),
        );
        for (const n of [1, 3, 2]) {
          const [a, b] = [tf.ones([n, 4]), tf.fill([4, 2], 0.5)];
          const values = await read(await product(a, b));
          assertThat(
            values.length === 2 * n && values.every((v) => v === 2),
            `${owner}: ones [${n},4] × halves [4,2] gave ${values}.`,
          );
          tf.dispose([a, b]);
        }
      },
    },
    {
      name: 'carries variables from call to call: ten steps of Adam as without compiling',
      async run() {
        const { compile } = await ready();
        const train = async (compiled: boolean): Promise<number[]> => {
          const w = tf.variable(tf.tensor1d([3, -2]));
          const optimiser = adam({ variables: [w], learningRate: 0.1 });
          const plain = (target: tf.Tensor) =>
            optimiser.minimize(() => tf.sum(tf.square(tf.sub(w, target))) as tf.Scalar);
          const step = compiled ? compile(plain) : async (target: tf.Tensor) => tf.tidy(() => plain(target));
          const target = tf.tensor1d([1, 1]);
          for (let i = 0; i < 10; i++) (await step(target)).dispose();
          target.dispose();
          const values = [...(await w.data())];
          tf.dispose([w, ...optimiser.state]);
          return values;
        };
        const [compiled, plain] = [await train(true), await train(false)];
        assertThat(
          compiled.every((v, i) => Math.abs(v - plain[i]!) < 1e-5),
          `${owner}: compiled ${compiled}, plain ${plain}.`,
        );
        assertThat(Math.abs(plain[0]! - 3) > 0.5, `${owner}: the steps changed nothing.`);
      },
    },
    {
      name: 'feeds random numbers afresh at each call, the same for the same seed',
      async run() {
        const { compile } = await ready();
        const draw = async (seed: number): Promise<string[]> => {
          const random = new Random(seed);
          const noise = compile((x: tf.Tensor) => tf.add(x, normalTensor(random, [4])));
          const x = tf.zeros([4]);
          const draws = [
            await read(await noise(x)),
            await read(await noise(x)),
            await read(await noise(x)),
          ].map(String);
          x.dispose();
          return draws;
        };
        const [a, again] = [await draw(5), await draw(5)];
        assertThat(new Set(a).size === 3, `${owner}: random numbers repeat from call to call.`);
        assertThat(a.join() === again.join(), `${owner}: another stream for the same seed.`);
      },
    },
    {
      name: 'leaves no tensor behind',
      async run() {
        const { compile } = await ready();
        const f = compile((x: tf.Tensor) => ({ a: tf.sin(x), b: tf.sum(tf.cos(x)) }));
        const x = tf.ones([8]);
        tf.dispose(await f(x));
        const before = tf.memory().numTensors;
        for (let i = 0; i < 5; i++) tf.dispose(await f(x));
        assertThat(
          tf.memory().numTensors === before,
          `${owner}: ${tf.memory().numTensors - before} tensors left after 5 calls.`,
        );
        x.dispose();
      },
    },
  ];
}
