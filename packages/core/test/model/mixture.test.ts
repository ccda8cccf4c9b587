import { beforeAll, describe, expect, it } from 'vitest';
import { type Batch, Random, type Task } from '../../src/index.ts';
import { mixWithinY } from '../../src/model/mimmx/mixture.ts';
import { createStrata } from '../../src/model/mimmx/strata.ts';
import * as tf from '../../src/tf/index.ts';
import { cpu } from '../toy.ts';

beforeAll(() => cpu.setup());

const task: Task = {
  y: { name: 'y', kind: 'categorical', classes: 3, labels: ['0', '1', '2'] },
  z: [{ name: 'a', kind: 'categorical', classes: 2, labels: ['0', '1'] }],
};
const ROWS = 60;
/** The image of row r is the number r; y-major. */
const batch = (): Batch => ({
  x: tf.reshape(tf.range(0, ROWS), [ROWS, 1, 1, 1]),
  y: tf.tensor1d(
    Array.from({ length: ROWS }, (_, r) => Math.floor(r / 20)),
    'int32',
  ),
  z: [
    tf.tensor1d(
      Array.from({ length: ROWS }, (_, r) => r % 2),
      'int32',
    ),
  ],
  known: [tf.tensor1d(Array.from({ length: ROWS }, (_, r) => (r === 5 ? 0 : 1)))],
  rows: tf.range(0, ROWS, 1, 'int32'),
  group: tf.zeros([ROWS], 'int32') as tf.Tensor1D,
});
const numbers = async (tensor: tf.Tensor) => [...(await tensor.data())];

describe('mixing within y', () => {
  it('gives each row a partner of its class, and labels the weights of the pixels', async () => {
    const mixed = mixWithinY(batch(), createStrata(task, true), new Random(1));
    const x = await numbers(mixed.batch.x);
    const [own, others] = [await numbers(mixed.batch.known[0]!), await numbers(mixed.partner.known[0]!)];
    const partnerZ = await numbers(mixed.partner.z[0]!);
    let untouched = 0;
    for (let r = 0; r < ROWS; r++) {
      const first = Math.floor(r / 20) * 20;
      expect(x[r]).toBeGreaterThanOrEqual(first - 1e-4);
      expect(x[r]).toBeLessThanOrEqual(first + 19 + 1e-4);
      if (own[r] === 1) {
        untouched++;
        expect(x[r]).toBeCloseTo(r, 5);
        expect(others[r]).toBeCloseTo(0, 6);
      } else if (own[r]! > 0.01 && others[r]! > 0.01) {
        // x = own·r + other·partner, so the partner can be read off, and must be the one whose label is given.
        const partner = (x[r]! - own[r]! * r) / others[r]!;
        expect(Math.abs(Math.round(partner)) % 2).toBe(partnerZ[r]);
        expect(own[r]! + others[r]!).toBeCloseTo(1, 5);
      }
    }
    expect(untouched).toBeGreaterThan(ROWS / 4);
    expect(untouched).toBeLessThan((3 * ROWS) / 4);
    expect(own[5]).toBe(0);
  });

  it('leaves y, the unmixed batch and the shares as they should be', async () => {
    const before = batch();
    const mixed = mixWithinY(before, createStrata(task, true), new Random(2));
    expect(await numbers(mixed.batch.y)).toEqual(await numbers(before.y));
    expect(await numbers(before.x)).toEqual(Array.from({ length: ROWS }, (_, r) => r));
    const share = (await mixed.share.data())[0]!;
    // Half of the rows count in full, the others half on average.
    expect(share).toBeGreaterThan(0.6);
    expect(share).toBeLessThan(0.9);
  });
});
