import { beforeAll, describe, expect, it } from 'vitest';
import { createMultiplier, type MultiplierSettings } from '../../src/model/mimmx/multiplier.ts';
import * as tf from '../../src/tf/index.ts';
import { cpu } from '../toy.ts';

beforeAll(() => cpu.setup());

const make = (settings: Partial<MultiplierSettings>) =>
  createMultiplier({ bound: 0, rate: 0.05, damping: 1, limit: 100, start: 0, memory: 0, ...settings });
const numberOf = (scalar: tf.Tensor): number => scalar.dataSync()[0]!;

/** min (θ − 3)² subject to θ² ≤ bound, by steps of gradient descent on (θ − 3)² + m·θ². */
function solve(settings: Partial<MultiplierSettings>, steps = 3000) {
  const multiplier = make(settings);
  let [theta, weight] = [0, 0];
  for (let i = 0; i < steps; i++) {
    weight = tf.tidy(() => numberOf(multiplier.weigh(tf.scalar(theta ** 2)).weight));
    theta -= 0.02 * (2 * (theta - 3) + weight * 2 * theta);
  }
  return { theta, weight, lambda: numberOf(multiplier.state[0]!) };
}

describe('the multiplier', () => {
  it.each([0, 1, 10])(
    'finds the solution and the price of a bound that binds, θ = 1 at λ = 2 (damping %i)',
    (damping) => {
      const { theta, lambda } = solve({ bound: 1, damping });
      expect(theta).toBeCloseTo(1, 3);
      expect(lambda).toBeCloseTo(2, 2);
    },
  );

  it('leaves the solution alone where the bound is met anyway: θ = 3, and no pull towards equality', () => {
    const { theta, weight, lambda } = solve({ bound: 16, damping: 10 });
    expect(theta).toBeCloseTo(3, 4);
    expect(weight).toBe(0);
    expect(lambda).toBe(0);
  });

  it('lets go from where it starts, at a known pace, while the bound is met', () => {
    const multiplier = make({ bound: 0.2, rate: 0.5, start: 1, damping: 0 });
    const weights = Array.from({ length: 12 }, () => numberOf(multiplier.weigh(tf.scalar(0)).weight));
    weights.forEach((weight, t) => {
      expect(weight).toBeCloseTo(Math.max(0, 1 - 0.5 * 0.2 * t), 5);
    });
  });

  it('takes an estimate below 0 for one of 0', () => {
    const multiplier = make({ bound: 0.2, rate: 0.5, start: 1, damping: 1 });
    const { value, weight } = multiplier.weigh(tf.scalar(-3));
    expect(numberOf(value)).toBe(0);
    expect(numberOf(weight)).toBeCloseTo(0.8, 6);
  });

  it('goes no further than its limit for a bound that cannot be met', () => {
    const { theta, weight } = solve({ bound: -1, limit: 4 });
    expect(weight).toBe(4);
    // Where the gradient of (θ − 3)² + 4·θ² vanishes.
    expect(theta).toBeCloseTo(3 / 5, 4);
  });

  it('holds the mean of the past against the bound, from the first value on', () => {
    const multiplier = make({ memory: 0.9 });
    expect(numberOf(multiplier.weigh(tf.scalar(4)).value)).toBeCloseTo(4, 5);
    expect(numberOf(multiplier.weigh(tf.scalar(0)).value)).toBeCloseTo((4 * 0.09) / 0.19, 5);
  });

  it('gives a number, whoever differentiates through it', () => {
    const multiplier = make({ rate: 0.1 });
    const gradient = tf.grad((n: tf.Tensor) => tf.mul(multiplier.weigh(n as tf.Scalar).weight, n))(
      tf.scalar(0.5),
    );
    expect(numberOf(gradient)).toBeCloseTo(0.5, 6);
  });
});
