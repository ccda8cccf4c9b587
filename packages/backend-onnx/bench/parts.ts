import { parseArgs } from 'node:util';
import { compile, configure } from '@mimmx/backend-onnx';
import {
  adam,
  corePlugin,
  createNetwork,
  createRegistry,
  normalTensor,
  Random,
  type TensorTree,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/**
 * Memory at its peak and processor time of a network's update, its batch taken whole or in parts (`training.microBatch`).
 *
 *     npm run bench:parts -- [--encoder resnet-18] [--image 224] [--batch 32] [--micro 8] [--norm batch] [--updates 2]
 */
const { values } = parseArgs({
  options: {
    encoder: { type: 'string', default: 'resnet-18' },
    image: { type: 'string', default: '224' },
    batch: { type: 'string', default: '32' },
    micro: { type: 'string' },
    norm: { type: 'string', default: 'batch' },
    updates: { type: 'string', default: '2' },
    threads: { type: 'string', default: '1' },
  },
});
const [size, rows] = [Number(values.image), Number(values.batch)];
configure({ threads: Number(values.threads) });
await tf.setBackend('onnx');
const random = new Random(0);
const registry = createRegistry().use(corePlugin);
const network = createNetwork({
  task: { y: { kind: 'categorical', name: 'y', classes: 2, labels: ['no', 'yes'] }, z: [] } as never,
  encoder: (width) =>
    registry.create(
      'encoder',
      values.encoder,
      { inputShape: [size, size, 1], width, random },
      { norm: values.norm },
    ),
  primaryWidth: 2,
  confounderWidths: [],
  microBatch: values.micro ? Number(values.micro) : undefined,
  random,
});
const optimiser = adam({ variables: network.encoderVariables, learningRate: 1e-3 });
const step = compile(
  (x: tf.Tensor): TensorTree =>
    optimiser.minimize(() => tf.mean(tf.square(network.encode(x, true))) as tf.Scalar),
);
const x = normalTensor(random, [rows, size, size, 1]);
const times: number[] = [];
let loss = Number.NaN;
for (let i = 0; i <= Number(values.updates); i++) {
  const cpu = process.cpuUsage();
  const result = (await step(x)) as tf.Tensor;
  loss = (await result.data())[0] as number;
  const { user, system } = process.cpuUsage(cpu);
  if (i > 0) times.push((user + system) / 1000);
}
const gigabytes = process.resourceUsage().maxRSS / 1e6;
console.log(
  `${values.encoder} ${size} px, batch ${rows}${values.micro ? ` in parts of ${values.micro}` : ''}: ${gigabytes.toFixed(2)} GB at most, ${Math.round(Math.min(...times))} ms of processor time an update, last loss ${loss.toPrecision(6)}`,
);
