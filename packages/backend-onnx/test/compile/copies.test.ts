import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { types } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import * as tf from '@mimmx/core/tf';
import { beforeAll, expect, test, vi } from 'vitest';
import { compile, configure } from '../../src/index.ts';

/** A second TensorFlow.js with an engine of its own, as two installed copies in two realms give. */
const secondCopy = async (): Promise<typeof tf> => {
  const file = createRequire(import.meta.url).resolve('@tensorflow/tfjs/dist/tf.min.js');
  const realm = createContext({ console, setTimeout, performance });
  runInContext('var window = globalThis;', realm);
  const other = runInContext(`${readFileSync(file, 'utf8')}; tf`, realm) as typeof tf;
  other.env().setPlatform('vm', { isTypedArray: types.isTypedArray, now: performance.now } as never);
  await other.setBackend('cpu');
  return other;
};

let other: typeof tf;
beforeAll(async () => {
  configure({ threads: 1 });
  await tf.setBackend('onnx');
  other = await secondCopy();
});

const refusal = /^E_TWO_COPIES: .*another copy of TensorFlow\.js.*npm ls @tensorflow\/tfjs-core/;

test("another copy's tensors are refused: as inputs, in a compiled function, and outside one", async () => {
  const foreign = other.tensor([1, 2]);
  const ours = tf.tensor([3, 4]);
  await expect(compile((x: tf.Tensor) => x.neg())(foreign)).rejects.toThrow(refusal);
  await expect(compile((x: tf.Tensor) => x.add(foreign))(ours)).rejects.toThrow(refusal);
  await expect(compile(() => foreign)()).rejects.toThrow(refusal);
  expect(() => tf.add(ours, foreign)).toThrow(refusal);
});

test("a compiled function that calls another copy's operations is refused, and ours still work", async () => {
  const ours = tf.tensor([3, 4]);
  await expect(compile((x: tf.Tensor) => other.add(x, 1))(ours)).rejects.toThrow(refusal);
  const variable = tf.variable(tf.scalar(2));
  await expect(compile((x: tf.Tensor) => other.mul(variable, x))(ours)).rejects.toThrow(refusal);
  expect([...(await (await compile((x: tf.Tensor) => x.mul(variable))(ours)).data())]).toEqual([6, 8]);
});

test('a backend made by another copy of this package is refused, though it bears the name', async () => {
  vi.resetModules();
  const again = (await import('../../src/index.ts')) as { compile: typeof compile };
  expect(again.compile).not.toBe(compile);
  await expect(again.compile((x: tf.Tensor) => x.neg())(tf.tensor([1]))).rejects.toThrow(
    /^E_TWO_COPIES: The current "onnx" backend was made by another copy of @mimmx\/backend-onnx/,
  );
});
