import * as tf from '@mimmx/core/tf';
import { beforeAll, expect, test } from 'vitest';
import { updateAt } from '../src/update-at.ts';
import { cpu } from './backends.ts';

beforeAll(() => cpu.setup());

/** Steps that say which of them was called on what, and count up. */
function takingTurns(count: number, series: boolean) {
  const done = tf.variable(tf.scalar(0), false) as tf.Variable<tf.Rank.R0>;
  const stepOf = (turn: number) => {
    const step = async (x: tf.Tensor) => {
      tf.tidy(() => done.assign(done.add(1)));
      return { turn: tf.scalar(turn), x: x.clone() as tf.Scalar };
    };
    if (!series) return step;
    return Object.assign(step, {
      async series(calls: readonly [x: tf.Tensor][]) {
        const found = [];
        for (const call of calls) found.push(await step(...call));
        return found;
      },
    });
  };
  const steps = Array.from({ length: count }, (_, turn) => stepOf(turn));
  return updateAt(done, steps, (updates) => [tf.scalar(10 * updates)]);
}

test('inputs are those of the update, in one go as one by one, and nothing is left behind', async () => {
  const update = takingTurns(1, true);
  const before = tf.memory().numTensors;
  const found = [await update(), ...(await update.series!(3)), await update()];
  expect(found.map(({ x }) => x)).toEqual([0, 10, 20, 30, 40]);
  expect(tf.memory().numTensors).toBe(before);
});

test('several steps take turns, one by one', async () => {
  const update = takingTurns(3, true);
  expect(update.series).toBeUndefined();
  const turns = [];
  for (let i = 0; i < 5; i++) turns.push((await update()).turn);
  expect(turns).toEqual([0, 1, 2, 0, 1]);
});

test('a backend without series has single updates', () => {
  expect(takingTurns(1, false).series).toBeUndefined();
});
