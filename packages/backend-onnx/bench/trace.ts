import { parseArgs } from 'node:util';
import { compile, configure } from '@mimmx/backend-onnx';
import * as tf from '@mimmx/core/tf';
import { cases } from './cases/index.ts';

/**
 * How long it takes until a function has run for the first time: traced (twice, to find what is random), rewritten,
 * and made a session of. First of exactly so many operations of TensorFlow.js, then of whole training steps.
 *
 *     pnpm --filter @mimmx/backend-onnx bench:trace [--operations 1000] [--case mimm,erm]
 */
const { values } = parseArgs({
  options: {
    operations: { type: 'string', default: '1000' },
    case: { type: 'string', default: 'erm,mimm' },
  },
});
configure({ threads: 1 });
await tf.setBackend('onnx');

const firstCall = async (
  name: string,
  step: (...inputs: tf.Tensor[]) => tf.Tensor,
  inputs: tf.Tensor[],
): Promise<void> => {
  let traces = 0;
  let tracing = 0;
  const compiled = compile((...symbols: tf.Tensor[]) => {
    const from = performance.now();
    const result = step(...symbols);
    tracing += performance.now() - from;
    traces++;
    return result;
  });
  const start = performance.now();
  const cpu = process.cpuUsage();
  (await compiled(...inputs)).dispose();
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (ms: number) => (ms / 1000).toFixed(2);
  console.log(
    `${name}: first call ${seconds(performance.now() - start)} s (${seconds((user + system) / 1000)} s of processor time), of which ${traces} traces ${seconds(tracing)} s`,
  );
};

/** Products, sums and functions in turn, none of which can be left out or merged. */
const chain = (count: number) => {
  const weights = tf.randomNormal([16, 16]).mul(0.1) as tf.Tensor2D;
  return (x: tf.Tensor): tf.Tensor => {
    let y = x;
    for (let i = 0; i < count; i++) {
      if (i % 4 === 0) y = tf.matMul(y as tf.Tensor2D, weights);
      else if (i % 4 === 1) y = tf.tanh(y);
      else if (i % 4 === 2) y = tf.add(y, x);
      else y = tf.mul(y, y);
    }
    return y;
  };
};

const count = Number(values.operations);
await firstCall(`${count} operations`, chain(count), [tf.randomNormal([8, 16])]);
for (const name of values.case.split(',')) {
  const make = cases[name];
  if (!make) throw new Error(`Unknown case "${name}"; one of ${Object.keys(cases).join(', ')}.`);
  const made = make();
  if (!('step' in made)) throw new Error(`"${name}" compiles by itself; name a case that is one function.`);
  const { step, inputs } = made;
  await firstCall(name, step, inputs);
}
