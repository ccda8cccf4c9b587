import * as tf from '@mimmx/core/tf';
import { beforeAll, describe, expect, test } from 'vitest';
import { cases, type StepCase } from '../../bench/cases/index.ts';
import { compile, configure } from '../../src/index.ts';

beforeAll(() => configure({ threads: 1 }));

/** The functions of the bench are whole training steps: what every pass is for occurs in them. */
const losses = async (name: string, engine: string, steps: number): Promise<number[]> => {
  await tf.setBackend(engine);
  const { step, inputs } = (cases[name] as (typeof cases)[string])() as StepCase;
  const run = engine === 'onnx' ? compile(step) : async (...x: tf.Tensor[]) => tf.tidy(() => step(...x));
  const list: number[] = [];
  for (let i = 0; i < steps; i++) {
    const loss = await run(...inputs);
    list.push((await loss.data())[0] as number);
    loss.dispose();
  }
  return list;
};

describe('a compiled step gives the losses of the cpu backend', () => {
  test.each([
    ['mine', 5],
    ['club', 5],
  ])('%s', async (name, steps) => {
    const wanted = await losses(name, 'cpu', steps);
    const found = await losses(name, 'onnx', steps);
    for (const [i, loss] of found.entries())
      expect(Math.abs(loss - (wanted[i] as number))).toBeLessThan(1e-4);
  });
});
