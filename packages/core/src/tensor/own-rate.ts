import type * as tf from '../tf/index.ts';

const rates = new WeakMap<tf.Variable, number>();

/**
 * Gives a variable a learning rate of its own, which every optimiser of the house moves it with from then on; schedules
 * hold for it as for all others.
 */
export const setOwnRate = (variable: tf.Variable, learningRate: number): void => {
  rates.set(variable, learningRate);
};

/** How much faster or slower than the others a variable is moved. @param learningRate that of the others */
export const rateFactor = (variable: tf.Variable, learningRate: number): number =>
  (rates.get(variable) ?? learningRate) / learningRate;
