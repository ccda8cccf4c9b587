import type { TensorEstimator } from '../../../contracts/index.ts';
import { adam } from '../../../tensor/adam.ts';
import { Random } from '../../../tensor/random.ts';
import * as tf from '../../../tf/index.ts';
import type { Check } from '../../check.ts';
import { numbers } from '../../tensors.ts';
import type { EstimatorSubject } from '../subject.ts';
import { draw, type Forms, sideTensor } from '../tasks.ts';

/** Rows of the batches that the checks use. */
export const BATCH = 48;

/** One batch of both variables, on the device. */
export interface Batch {
  readonly x: tf.Tensor;
  readonly y: tf.Tensor;
}

/** What the checks of an estimator that is a tensor expression share: it, its batches, and its values on them. */
export type Setup = ReturnType<typeof setUp>;

/** Sets the checks of one estimator up. */
export function setUp(subject: EstimatorSubject) {
  const { owner, definition, cases, settings } = subject;
  const create = (forms: Forms, seed: number | Random) => subject.create(forms, seed) as TensorEstimator;
  /** A check that runs on every form that the estimator accepts, and frees the variables made on the way. */
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
  /** Whether it draws anything itself when it is read. */
  const isRandom = async (estimator: TensorEstimator, batch: Batch) => {
    const first = await value(estimator, batch);
    return first !== (await value(estimator, batch));
  };
  /** An estimator after its updates on fresh draws of known dependence. */
  const train = async (forms: Forms, dependent: boolean) => {
    const random = new Random(11);
    const estimator = create(forms, random);
    if (estimator.variables.length === 0) return estimator;
    const { steps = 100, learningRate = 0.02 } = settings;
    const optimiser = adam({ variables: estimator.variables, learningRate, cosineOver: steps });
    for (let i = 0; i < steps; i++) {
      tf.tidy(() => {
        const { x, y } = batchOf(forms, 1000 + i, BATCH, dependent);
        optimiser.minimize(() => estimator.loss(x, y));
      });
    }
    tf.dispose([...optimiser.state]);
    return estimator;
  };
  /** What a trained estimator says of fresh rows. */
  const reading = async (forms: Forms, dependent: boolean) => {
    const estimator = await train(forms, dependent);
    let sum = 0;
    const reads = 10;
    for (let i = 0; i < reads; i++) {
      const batch = batchOf(forms, 5000 + i, 2 * BATCH, dependent);
      sum += (await value(estimator, batch)) / reads;
      tf.dispose([batch.x, batch.y]);
    }
    return sum;
  };
  return { owner, definition, cases, create, each, batchOf, value, meanValue, isRandom, reading };
}
