import * as tf from '@tensorflow/tfjs';
import type { TensorEstimator } from '../contracts/index.ts';
import { adam } from '../tensor/adam.ts';
import { Random } from '../tensor/random.ts';
import type { Check } from './check.ts';
import type { EstimatorSubject } from './estimator-sample.ts';
import { draw, type Forms, sideTensor, truth } from './estimator-tasks.ts';
import { copyVariables, numbers, require, withoutReading } from './tensors.ts';

const BATCH = 48;
/** Half the width of a finite difference: smaller ones drown in float32. */
const STEP = 0.04;

interface Batch {
  readonly x: tf.Tensor;
  readonly y: tf.Tensor;
}

/** What an estimator that is a tensor expression must do. */
export function tensorEstimatorChecks(subject: EstimatorSubject): Check[] {
  const { owner, definition, cases, settings } = subject;
  const create = (forms: Forms, seed: number | Random) => subject.create(forms, seed) as TensorEstimator;
  const each = (name: string, run: (forms: Forms) => Promise<void>): Check => ({
    name,
    async run() {
      for (const forms of cases) {
        const before = new Set(
          tf.engine().registeredVariables ? Object.keys(tf.engine().registeredVariables) : [],
        );
        await run(forms);
        for (const [name, variable] of Object.entries(tf.engine().registeredVariables)) {
          if (!before.has(name)) variable.dispose();
        }
      }
    },
  });
  const batchOf = (forms: Forms, seed: number, rows = BATCH, dependent = true): Batch => {
    const { x, y } = draw(forms, rows, new Random(seed), dependent);
    return { x: sideTensor(x), y: sideTensor(y) };
  };
  const value = async (estimator: TensorEstimator, { x, y }: Batch, weights?: tf.Tensor1D) =>
    (await numbers(() => estimator.estimate(x, y, weights)))[0]!;
  /** Mean over fresh draws of whatever the estimator draws itself. */
  const meanValue = async (estimator: TensorEstimator, batch: Batch, weights?: tf.Tensor1D, draws = 1) => {
    let sum = 0;
    for (let i = 0; i < draws; i++) sum += await value(estimator, batch, weights);
    return sum / draws;
  };
  const isRandom = async (estimator: TensorEstimator, batch: Batch) => {
    const first = await value(estimator, batch);
    return first !== (await value(estimator, batch));
  };
  const train = async (forms: Forms, dependent: boolean) => {
    const random = new Random(11);
    const estimator = create(forms, random);
    if (estimator.variables.length === 0) return { estimator, random };
    const { steps = 100, learningRate = 0.02 } = settings;
    const optimiser = adam({ variables: estimator.variables, learningRate, cosineOver: steps });
    for (let i = 0; i < steps; i++) {
      tf.tidy(() => {
        const { x, y } = batchOf(forms, 1000 + i, BATCH, dependent);
        optimiser.minimize(() => estimator.loss(x, y));
      });
    }
    tf.dispose([...optimiser.state]);
    return { estimator, random };
  };
  const reading = async (forms: Forms, dependent: boolean) => {
    const { estimator } = await train(forms, dependent);
    let sum = 0;
    const reads = 10;
    for (let i = 0; i < reads; i++) {
      const batch = batchOf(forms, 5000 + i, 2 * BATCH, dependent);
      sum += (await value(estimator, batch)) / reads;
      tf.dispose([batch.x, batch.y]);
    }
    return sum;
  };

  return [
    each('gives finite scalars', async (forms) => {
      const estimator = create(forms, 1);
      const { x, y } = batchOf(forms, 2);
      for (const what of ['loss', 'estimate'] as const) {
        for (const weights of [undefined, tf.ones([BATCH]) as tf.Tensor1D]) {
          const result = tf.tidy(() => estimator[what](x, y, weights));
          require(result.rank ===
            0, `${owner}: ${what} has the shape [${result.shape}], not that of a scalar.`);
          const [number] = await result.data();
          require(Number.isFinite(number), `${owner}: ${what} is ${number}.`);
        }
      }
    }),

    each('reads no value and leaves no tensor behind', async (forms) => {
      const estimator = create(forms, 1);
      const { x, y } = batchOf(forms, 2);
      const before = tf.memory().numTensors;
      for (let i = 0; i < 2; i++) {
        tf.tidy(() => withoutReading(owner, () => void [estimator.loss(x, y), estimator.estimate(x, y)]));
      }
      const left = tf.memory().numTensors - before;
      require(left === 0, `${owner}: two calls leave ${left} tensors behind.`);
    }),

    each('draws everything from its own Random', async (forms) => {
      const batch = batchOf(forms, 2);
      const one = create(forms, 1);
      const other = create(forms, 1);
      const [a, b] = [await value(one, batch), await value(other, batch)];
      require(a === b, `${owner}: two estimators made under one seed give ${a} and ${b}.`);
    }),

    each('lists every variable it makes', async (forms) => {
      const before = new Set(Object.keys(tf.engine().registeredVariables));
      const estimator = create(forms, 1);
      const listed = new Set([...estimator.variables, ...estimator.state].map((variable) => variable.name));
      const { x, y } = batchOf(forms, 2);
      tf.tidy(() => void [estimator.loss(x, y), estimator.estimate(x, y)]);
      const missing = Object.keys(tf.engine().registeredVariables).filter(
        (name) => !before.has(name) && !listed.has(name),
      );
      require(missing.length ===
        0, `${owner}: ${missing.length} variables are neither in variables nor in state.`);
    }),

    each('is trained by its loss alone', async (forms) => {
      const estimator = create(forms, 1);
      const { x, y } = batchOf(forms, 2);
      const all = async (list: readonly tf.Variable[]) =>
        list.length === 0
          ? []
          : numbers(() => tf.concat1d(list.map((variable) => variable.flatten() as tf.Tensor1D)));
      tf.tidy(() => void estimator.loss(x, y));
      const everything = [...estimator.variables, ...estimator.state];
      const before = await all(everything);
      tf.tidy(() => void estimator.estimate(x, y));
      const after = await all(everything);
      require(after.every((v, i) => v === before[i]), `${owner}: estimate changes a variable.`);
      const trainable = await all(estimator.variables);
      tf.tidy(() => void estimator.loss(x, y));
      const still = await all(estimator.variables);
      require(still.every((v, i) => v === trainable[i]), `${owner}: loss assigns a trainable variable.`);
      if (estimator.variables.length === 0) return;
      const { value: loss, grads } = tf.variableGrads(() => estimator.loss(x, y), [...estimator.variables]);
      loss.dispose();
      const untouched = estimator.variables.filter((variable) => !grads[variable.name]);
      tf.dispose(grads);
      require(untouched.length ===
        0, `${owner}: the loss does not depend on ${untouched.length} of its variables.`);
    }),

    each('the gradient of its loss is that of its value', async (forms) => {
      const own = new Random(1);
      const estimator = create(forms, own);
      if (estimator.variables.length === 0) return;
      const { x, y } = batchOf(forms, 2);
      // Averages that move with each call, and the numbers it draws, are put back, so that every call is the first.
      const start = tf.tidy(() => estimator.state.map((variable) => tf.keep(tf.add(variable, 0))));
      const drawn = own.state;
      const restart = () => {
        own.state = drawn;
        for (const [i, variable] of estimator.state.entries()) variable.assign(start[i]!);
      };
      const values = estimator.variables.map((variable) => variable.dataSync().slice());
      const loss = async () => {
        restart();
        return (await numbers(() => estimator.loss(x, y)))[0]!;
      };
      restart();
      const { value: unused, grads } = tf.variableGrads(() => estimator.loss(x, y), [...estimator.variables]);
      unused.dispose();
      const random = new Random(12);
      const directions = values.map((list) => Float32Array.from(list, () => random.normal()));
      const norm = Math.sqrt(directions.flatMap((d) => [...d]).reduce((sum, v) => sum + v * v, 0));
      let slope = 0;
      for (const [i, variable] of estimator.variables.entries()) {
        const gradient = await grads[variable.name]!.data();
        for (const [j, g] of gradient.entries()) slope += (g * directions[i]![j]!) / norm;
      }
      tf.dispose(grads);
      const shifted = async (step: number) => {
        for (const [i, variable] of estimator.variables.entries()) {
          const moved = Float32Array.from(values[i]!, (v, j) => v + (step * directions[i]![j]!) / norm);
          tf.tidy(() => variable.assign(tf.tensor(moved, variable.shape)));
        }
        return loss();
      };
      const difference = ((await shifted(STEP)) - (await shifted(-STEP))) / (2 * STEP);
      tf.dispose(start);
      requireClose(owner, 'the gradient of the loss', slope, difference);
    }),

    each('the gradient with respect to x is that of its estimate', async (forms) => {
      if (!definition.differentiable || forms.x.kind !== 'continuous') return;
      const random = new Random(1);
      const estimator = create(forms, random);
      const { x, y } = batchOf(forms, 2);
      tf.tidy(() => void estimator.loss(x, y));
      const state = random.state;
      const estimate = (given: tf.Tensor) => {
        random.state = state;
        return estimator.estimate(given, y);
      };
      const direction = tf.tidy(() => {
        const raw = sideTensor(draw(forms, BATCH, new Random(13)).x);
        return tf.div(raw, tf.norm(raw));
      });
      const [slope] = await numbers(() => tf.sum(tf.mul(tf.grad(estimate)(x), direction)));
      const at = async (step: number) =>
        (await numbers(() => estimate(tf.add(x, tf.mul(direction, step)))))[0]!;
      const difference = ((await at(STEP)) - (await at(-STEP))) / (2 * STEP);
      requireClose(owner, 'the gradient with respect to x', slope!, difference);
    }),

    each('does not depend on the order of the rows', async (forms) => {
      const estimator = create(forms, 1);
      const batch = batchOf(forms, 2);
      const turned = tf.tidy(() => ({ x: tf.reverse(batch.x, 0), y: tf.reverse(batch.y, 0) }));
      const random = await isRandom(estimator, batch);
      const draws = random ? 60 : 1;
      const [a, b] = [
        await meanValue(estimator, batch, undefined, draws),
        await meanValue(estimator, turned, undefined, draws),
      ];
      require(Math.abs(a - b) <
        (random ? 0.1 : 1e-4) * (1 + Math.abs(a)), `${owner}: ${a}, with the rows turned round ${b}.`);
    }),

    each('counts rows by their weights, and rows of weight zero not at all', async (forms) => {
      const estimator = create(forms, 1);
      const batch = batchOf(forms, 2);
      const kept = BATCH / 2;
      const part = tf.tidy(() => ({
        x: tf.slice(batch.x, 0, kept),
        y: tf.slice(batch.y, 0, kept),
      }));
      const equal = tf.fill([BATCH], 0.3) as tf.Tensor1D;
      const half = tf.tensor1d(Array.from({ length: BATCH }, (_, i) => (i < kept ? 2 : 0)));
      const random = await isRandom(estimator, batch);
      const draws = random ? 80 : 1;
      const tolerance = (a: number) => (random ? 0.15 : 1e-3) * (0.01 + Math.abs(a)) + (random ? 0.05 : 0);
      const plain = await meanValue(estimator, batch, undefined, draws);
      const same = await meanValue(estimator, batch, equal, draws);
      require(Math.abs(plain - same) <
        tolerance(plain), `${owner}: ${plain} without weights, ${same} with equal ones.`);
      const subset = await meanValue(estimator, part, undefined, draws);
      const masked = await meanValue(estimator, batch, half, draws);
      require(Math.abs(subset - masked) <
        tolerance(
          subset,
        ), `${owner}: ${subset} of half the rows, ${masked} of all with weight 0 for the other half.`);
      if (estimator.variables.length === 0 || random) return;
      const [a] = await numbers(() => estimator.loss(part.x, part.y));
      const [b] = await numbers(() => estimator.loss(batch.x, batch.y, half));
      require(Math.abs(a! - b!) <
        1e-3 *
          (1 +
            Math.abs(
              a!,
            )), `${owner}: the loss of half the rows is ${a}, with weight 0 for the other half ${b}.`);
    }),

    each('remembers nothing outside its variables and state', async (forms) => {
      const [random, otherRandom] = [new Random(1), new Random(2)];
      const [one, other] = [create(forms, random), create(forms, otherRandom)];
      for (let i = 0; i < 3; i++) {
        const { x, y } = batchOf(forms, 20 + i);
        tf.tidy(() => void one.loss(x, y));
      }
      copyVariables([...one.variables, ...one.state], [...other.variables, ...other.state]);
      otherRandom.state = random.state;
      const batch = batchOf(forms, 30);
      const [a, b] = [await value(one, batch), await value(other, batch)];
      require(a === b, `${owner}: continued from its saved state it gives ${b}, undisturbed ${a}.`);
      if (!definition.differentiable || forms.x.kind !== 'continuous') return;
      // What a moving average does shows in the gradient alone.
      otherRandom.state = random.state;
      const gradient = (estimator: TensorEstimator) =>
        numbers(() => tf.grad((x) => estimator.estimate(x, batch.y))(batch.x));
      const [c, d] = [await gradient(one), await gradient(other)];
      require(c.every(
        (g, i) => g === d[i],
      ), `${owner}: continued from its saved state its gradient is another.`);
    }),

    {
      name: 'rises with dependence, and has the size that it says',
      async run() {
        const forms = cases[0]!;
        const [dependent, independent] = [await reading(forms, true), await reading(forms, false)];
        const nats = definition.unit === 'nats';
        const margin = nats ? truth(forms) / 2 : 0;
        require(dependent - independent >
          margin, `${owner}: ${dependent} for dependent variables and ${independent} for independent ones.`);
        if (!nats) return;
        const expected = truth(forms);
        const slack = 0.15 * expected;
        const below = definition.bound === 'upper' || dependent < expected + slack;
        const above =
          definition.bound === 'upper' ? dependent > expected - slack : dependent > expected - 2 * slack;
        require(below &&
          above, `${owner}: ${dependent} for ${expected} nats, as ${boundName(definition.bound)}.`);
        require(Math.abs(independent) < 0.08, `${owner}: ${independent} nats for independent variables.`);
      },
    },
  ];
}

const boundName = (bound: string) => (bound === 'none' ? 'an estimate' : `a ${bound} bound`);

/** A slope against its finite difference, to 5 % of the larger and what float32 leaves of nothing. */
function requireClose(owner: string, what: string, slope: number, difference: number): void {
  const size = Math.max(Math.abs(slope), Math.abs(difference));
  const close = Number.isFinite(slope) && Math.abs(slope - difference) < 0.05 * size + 3e-4;
  require(close, `${owner}: ${what} is ${slope} along a random direction, a finite difference gives ${difference}.`);
}
