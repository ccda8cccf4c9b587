import { z } from 'zod';
import {
  type Backend,
  corePlugin,
  createNetwork,
  createRegistry,
  defineBalancer,
  defineDataset,
  defineEncoder,
  defineEstimator,
  defineMethod,
  definePlugin,
  defineWeighter,
  option,
  options,
  type Registry,
  supervised,
  type TensorFunction,
  type TensorTree,
} from '../src/index.ts';
import * as tf from '../src/tf/index.ts';

/** TensorFlow.js's own CPU backend; compiling is tidying. */
export const cpu: Backend = {
  engine: 'cpu',
  available: async () => true,
  setup: async () => {
    await tf.setBackend('cpu');
  },
  compile:
    <Inputs extends TensorTree[], Output extends TensorTree>(fn: TensorFunction<Inputs, Output>) =>
    async (...inputs: Inputs) =>
      tf.tidy(() => fn(...inputs) as tf.TensorContainer) as Output,
  describe: async () => ({}),
};

const none = z.strictObject({});

/** 6×6 images: y brightens the upper half weakly, the settable factor `mark` a corner strongly. */
export const toyDataset = defineDataset({
  name: 'toy',
  summary: 'Two planted patterns.',
  options: options({ rows: option(z.number(), { default: 400, description: 'Rows of the table.' }) }),
  create: async (_, { rows }) => ({
    table: {
      length: rows,
      ids: Array.from({ length: rows }, (_, i) => `image-${i}`),
      patients: Int32Array.from({ length: rows }, (_, i) => i),
      patientIds: Array.from({ length: rows }, (_, i) => `patient-${i}`),
      columns: {
        sick: {
          kind: 'categorical',
          codes: Int32Array.from({ length: rows }, (_, i) => i % 2),
          labels: ['no', 'yes'],
        },
      },
    },
    shape: [6, 6, 1],
    licence: 'made here',
    settable: [{ name: 'mark', kind: 'categorical', classes: 2, labels: ['absent', 'present'] }],
    image: async (row, assigned) =>
      Float32Array.from({ length: 36 }, (_, p) => {
        const noise = Math.sin(row * 12.9898 + p * 78.233) * 0.4;
        const sign = row % 2 === 1 && p < 18 ? 0.4 : 0;
        const mark = (assigned?.mark ?? 0) === 1 && p % 6 > 3 && p >= 24 ? 1 : 0;
        return noise + sign + mark;
      }),
  }),
});

export const toyEncoder = defineEncoder({
  name: 'toy-net',
  summary: 'One hidden layer.',
  options: none,
  create({ inputShape, width, random }) {
    const init = () => tf.initializers.glorotUniform({ seed: random.seed() % 0x7fffffff });
    return tf.sequential({
      layers: [
        tf.layers.flatten({ inputShape: [...inputShape] }),
        tf.layers.dense({ units: 12, activation: 'tanh', kernelInitializer: init() }),
        tf.layers.dense({ units: width, kernelInitializer: init() }),
      ],
    });
  },
});

/** Sum of squared covariances: a closed form whose gradient is easy to check. */
export const covariance = defineEstimator({
  name: 'toy-covariance',
  summary: 'Squared covariance.',
  bound: 'none',
  accepts: { x: ['continuous'], y: ['continuous'] },
  differentiable: true,
  unit: 'index',
  options: none,
  create: () => ({
    form: 'tensor',
    variables: [],
    state: [],
    loss: () => tf.scalar(0),
    estimate(x, y) {
      const centre = (t: tf.Tensor) => tf.sub(t, tf.mean(t, 0, true)) as tf.Tensor2D;
      const c = tf.div(tf.matMul(centre(x), centre(y), true), x.shape[0]!);
      return tf.sum(tf.square(c)) as tf.Scalar;
    },
  }),
});

export const equalWeights = defineWeighter({
  name: 'toy-equal',
  summary: 'Equal weights.',
  options: none,
  create: ({ confounders }) => ({
    variables: [],
    player: 'nobody',
    needsMi: false,
    weights: () => tf.fill([confounders], 1 / confounders) as tf.Tensor1D,
  }),
});

export const fixedScale = defineBalancer({
  name: 'toy-fixed',
  summary: 'Constant scales.',
  granularity: 'grouped',
  options: options({ mi: option(z.number(), { default: 0.7, description: 'Scale of the MI term.' }) }),
  create: (_, { mi }) => ({ state: [], granularity: 'grouped', scale: () => tf.tensor1d([1, mi]) }),
});

export const plain = defineMethod({
  name: 'plain',
  summary: 'y alone.',
  needs: { train: ['y'] },
  options: none,
  create: (context) =>
    supervised(
      context,
      createNetwork({
        task: context.task,
        encoder: context.parts.encoder,
        primaryWidth: 2,
        confounderWidths: [],
        random: context.random,
      }),
      { sampling: 'uniform' },
    ),
});

/** @param dataset in place of the toy data */
export const toyRegistry = (dataset: typeof toyDataset = toyDataset): Registry =>
  createRegistry()
    .use(corePlugin)
    .use(
      definePlugin({
        name: 'toy',
        provides: [dataset, toyEncoder, covariance, equalWeights, fixedScale, plain],
      }),
    );

/** Options that make `mimm-x` run on the toy parts alone. */
export const toyMimmx = {
  estimator: 'toy-covariance',
  weighter: 'toy-equal',
  balancer: 'toy-fixed',
} as const;
