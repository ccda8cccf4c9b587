import { Random } from '@mimmx/core';
import type { FeatureBlock } from '@mimmx/experiment';
import { describe, expect, test } from 'vitest';
import { type Embedding, embed } from '../../src/index.ts';

/** Two clusters, `separation` standard deviations apart, in alternating rows. */
function clusters(rows: number, width: number, separation: number): FeatureBlock {
  const random = new Random(5);
  const y = Int32Array.from({ length: rows }, (_, row) => row % 2);
  const values = new Float32Array(rows * width);
  for (let i = 0; i < values.length; i++)
    values[i] = random.normal() + separation * y[Math.floor(i / width)]!;
  return { method: 'm', seed: 0, width, values, y, z: [], ids: Array.from(y, (_, row) => String(row)) };
}

/** Share of points whose nearest neighbour in the plane has the same label. */
function purity({ x, y, rows }: Embedding, labels: Int32Array): number {
  let same = 0;
  for (let i = 0; i < x.length; i++) {
    let nearest = -1;
    let best = Number.POSITIVE_INFINITY;
    for (let j = 0; j < x.length; j++) {
      const distance = (x[i]! - x[j]!) ** 2 + (y[i]! - y[j]!) ** 2;
      if (j !== i && distance < best) [nearest, best] = [j, distance];
    }
    if (labels[rows[i]!] === labels[rows[nearest]!]) same++;
  }
  return same / x.length;
}

describe.each(['tsne', 'umap', 'pca'] as const)('%s', (kind) => {
  test('keeps clusters apart and mixed points mixed', () => {
    const apart = clusters(160, 6, 6);
    const mixed = clusters(160, 6, 0);
    expect(purity(embed(apart, { kind })!, apart.y)).toBeGreaterThan(0.95);
    expect(purity(embed(mixed, { kind })!, mixed.y)).toBeLessThan(0.65);
  });

  test('the same block gives the same positions', () => {
    const block = clusters(60, 4, 2);
    expect(embed(block, { kind })).toEqual(embed(block, { kind }));
  });

  test('works on a single feature', () => {
    const block = clusters(60, 1, 8);
    const embedding = embed(block, { kind })!;
    expect(embedding.x.every(Number.isFinite) && embedding.y.every(Number.isFinite)).toBe(true);
    expect(purity(embedding, block.y)).toBeGreaterThan(0.9);
  });
});

test('chosen rows are in step with no period of the block', () => {
  const block = clusters(1000, 2, 1);
  const { rows } = embed(block, { kind: 'pca', points: 250 })!;
  expect(rows).toHaveLength(250);
  expect(new Set(rows).size).toBe(250);
  for (const period of [2, 4, 8]) {
    for (let phase = 0; phase < period; phase++) {
      const share = rows.filter((row) => row % period === phase).length / rows.length;
      expect(Math.abs(share - 1 / period)).toBeLessThan(0.04);
    }
  }
});

test('rows that are not finite are left out, and too few rows give nothing', () => {
  const block = clusters(40, 2, 1);
  block.values.fill(Number.NaN, 0, 20);
  expect(embed(block, { kind: 'pca' })!.rows).toEqual(Array.from({ length: 30 }, (_, i) => i + 10));
  block.values.fill(Number.POSITIVE_INFINITY, 0, 70);
  expect(embed(block, { kind: 'pca' })).toBeNull();
});

test('constant features do no harm', () => {
  const block = clusters(40, 3, 0);
  block.values.fill(1);
  const embedding = embed(block);
  expect(embedding!.x.every(Number.isFinite)).toBe(true);
});
