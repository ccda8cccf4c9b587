import { Random, type Weighter, type WeighterContext } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

export const widths = [2, 3, 1];
export const rows = 9;

export const context = (seed: number): WeighterContext => ({
  confounders: 3,
  primaryWidth: 2,
  confounderWidths: widths,
  random: new Random(seed),
});

export const normal = (random: Random, columns: number): tf.Tensor2D =>
  tf.tensor2d(
    Float32Array.from({ length: rows * columns }, () => random.normal() + 0.5),
    [rows, columns],
  );

/** f_y and the three f_zi. */
export function features(seed: number): { primary: tf.Tensor2D; confounders: tf.Tensor2D[] } {
  const random = new Random(seed);
  return { primary: normal(random, 2), confounders: widths.map((width) => normal(random, width)) };
}

/** Moves the variables away from their start. */
export function scramble(weighter: Weighter, seed: number): void {
  const random = new Random(seed);
  for (const variable of weighter.variables) {
    variable.assign(
      tf.tensor(
        Float32Array.from({ length: variable.size }, () => random.normal()),
        variable.shape,
      ),
    );
  }
}

export const softmax = (scores: readonly number[]): number[] => {
  const powers = scores.map(Math.exp);
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / total);
};

/** Columns of mean 0 and standard deviation 1, as rows of numbers. */
export function standardised(x: tf.Tensor2D): number[][] {
  const values = x.arraySync();
  const columns = values[0]!.map((_, c) => {
    const mean = values.reduce((sum, row) => sum + row[c]! / rows, 0);
    const sd = Math.sqrt(values.reduce((sum, row) => sum + (row[c]! - mean) ** 2 / rows, 0));
    return { mean, sd };
  });
  return values.map((row) => row.map((v, c) => (v - columns[c]!.mean) / columns[c]!.sd));
}
