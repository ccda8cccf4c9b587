import { beforeAll, describe, expect, it } from 'vitest';
import { betaTensor, Random } from '../../src/index.ts';
import { cpu } from '../toy.ts';

beforeAll(() => cpu.setup());

/** Distribution function of Beta(a, b) by the midpoint rule in t = sin²(u), which takes the poles at 0 and 1 away. */
function betaCdf(a: number, b: number): (x: number) => number {
  const cells = 4000;
  const mass = Array.from({ length: cells }, (_, k) => {
    const u = ((k + 0.5) / cells) * (Math.PI / 2);
    return Math.sin(u) ** (2 * a - 1) * Math.cos(u) ** (2 * b - 1);
  });
  const sums = [0];
  for (const value of mass) sums.push(sums.at(-1)! + value);
  return (x) => sums[Math.round((Math.asin(Math.sqrt(x)) / (Math.PI / 2)) * cells)]! / sums.at(-1)!;
}

describe('beta deviates', () => {
  it.each([
    [0.2, 0.2],
    [0.5, 3],
    [2, 2],
    [10, 1],
  ])('are distributed as Beta(%d, %d)', (a, b) => {
    const random = new Random(11);
    const n = 4000;
    const drawn = Array.from({ length: n }, () => random.beta(a, b)).sort((x, y) => x - y);
    const cdf = betaCdf(a, b);
    const distance = Math.max(...drawn.map((x, i) => Math.abs(cdf(x) - (i + 0.5) / n)));
    // Kolmogorov's 0.1 % point; the seed is fixed.
    expect(distance).toBeLessThan(1.95 / Math.sqrt(n));
  });

  it('stay numbers for a small parameter, where a gamma deviate underflows', () => {
    const random = new Random(1);
    for (let i = 0; i < 2000; i++) {
      const value = random.beta(0.005, 0.005);
      expect(value >= 0 && value <= 1).toBe(true);
    }
  });

  it('come as a tensor of the shape asked for, from the given stream', async () => {
    const [one, two] = [new Random(5), new Random(5)];
    const tensor = betaTensor(one, 2, 3, [2, 2]);
    expect(tensor.shape).toEqual([2, 2]);
    const expected = Array.from({ length: 4 }, () => Math.fround(two.beta(2, 3)));
    expect([...(await tensor.data())]).toEqual(expected);
    tensor.dispose();
  });
});
