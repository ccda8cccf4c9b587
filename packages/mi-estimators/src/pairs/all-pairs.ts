import * as tf from '@mimmx/core/tf';
import type { Critic } from '../critics/index.ts';
import { recompute } from '../tensor/index.ts';
import { coincidence, importance, safeLog } from './importance.ts';
import { NEVER, type Scores } from './scores.ts';

/**
 * Log weights of the pairs (i, j), i in `start … start + rows − 1`, under the product of the marginals: i = j never,
 * else pᵢ pⱼ / Σ_{k≠l} pₖ pₗ; 1 / (batch (batch − 1)) where the rows weigh the same.
 */
function logWeights(start: number, rows: number, batch: number, probability?: tf.Tensor): tf.Tensor {
  const own = tf.oneHot(tf.range(start, start + rows, 1, 'int32'), batch);
  const never = tf.mul(tf.cast(own, 'float32'), NEVER);
  if (!probability) return tf.sub(never, Math.log(batch * (batch - 1)));
  const total = tf.sub(1, tf.sum(tf.square(probability), -1, true));
  const log = safeLog(probability);
  const mine = tf.sub(tf.slice(log, at(log, start), size(log, rows)), safeLog(total));
  return tf.add(tf.add(tf.expandDims(mine, -1), tf.expandDims(log, log.rank - 1)), never);
}

const at = (t: tf.Tensor, start: number) => [...t.shape.slice(0, -1).map(() => 0), start];
const size = (t: tf.Tensor, rows: number) => [...t.shape.slice(0, -1), rows];

/**
 * Every row of x with every other row's y: batch (batch − 1) pairs, the least noisy and the dearest.
 *
 * @param x [..., batch, dx]
 * @param weights [..., batch]
 * @param blockRows if given, only so many rows of pairs are held at a time, in the gradient as well, which costs
 *   the scores twice
 */
export function allPairs(
  critic: Critic,
  x: tf.Tensor,
  y: tf.Tensor,
  weights?: tf.Tensor,
  blockRows?: number,
): Scores {
  const left = critic.left(x);
  const right = critic.right(y);
  const batch = x.shape.at(-2)!;
  const { probability, expect } = importance(weights);
  return {
    joint: critic.joint(left, right),
    expect,
    ownShare: coincidence(probability, batch),
    rows: x,
    fold(reduction) {
      if (!blockRows || blockRows >= batch) {
        return reduction(critic.table(left, right), logWeights(0, batch, batch, probability));
      }
      const blocks: tf.Tensor[] = [];
      for (let start = 0; start < batch; start += blockRows) {
        const rows = Math.min(blockRows, batch - start);
        const block = tf.slice(
          left,
          [...left.shape.slice(0, -2).map(() => 0), start, 0],
          [...left.shape.slice(0, -2), rows, left.shape.at(-1)!],
        );
        const reduce = (l: tf.Tensor, r: tf.Tensor, ...more: tf.Tensor[]) => {
          const scoring = more.slice(0, critic.scoring.length);
          const p = more[critic.scoring.length];
          return reduction(critic.table(l, r, scoring), logWeights(start, rows, batch, p));
        };
        blocks.push(
          recompute(
            (l, r, ...more) => reduce(l!, r!, ...more),
            [block, right, ...critic.scoring],
            probability ? [probability] : [],
          ),
        );
      }
      return tf.concat(blocks, -1);
    },
  };
}
