import type { FeatureBlock } from '@mimmx/experiment';
import { PCA, TSNE, UMAP } from '@saehrimnir/druidjs';

/** How features are brought into the plane. */
export type EmbeddingKind = 'tsne' | 'umap' | 'pca';

/** How an embedding is called in a text. */
export const embeddingNames: Readonly<Record<EmbeddingKind, string>> = {
  tsne: 't-SNE',
  umap: 'UMAP',
  pca: 'PCA',
};

/** Defaults that keep five methods under ten seconds. */
export interface EmbedOptions {
  readonly kind?: EmbeddingKind;
  /** Rows shown at most. Default 700: t-SNE is quadratic in it. */
  readonly points?: number;
  readonly seed?: number;
  /** Steps of t-SNE. Default 350. */
  readonly iterations?: number;
}

/** Positions of some rows of a feature block in the plane. */
export interface Embedding {
  /** Which rows of the block these are. */
  readonly rows: readonly number[];
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Fewer rows than this have no neighbourhoods to show. */
const FEWEST = 8;

/**
 * Brings f_y into the plane: t-SNE (van der Maaten & Hinton 2008), UMAP (McInnes et al. 2018) or PCA. The same block
 * and options give the same positions. Rows with a value that is not finite are left out.
 *
 * @returns null if fewer than eight rows are usable
 */
export function embed(block: FeatureBlock, options: EmbedOptions = {}): Embedding | null {
  const { kind = 'tsne', points = 700, seed = 1, iterations = 350 } = options;
  const rows = evenly(finiteRows(block), points);
  if (rows.length < FEWEST) return null;
  // Two columns at least: the t-SNE used here keeps its momentum in a matrix as wide as its input.
  const width = Math.max(2, block.width);
  const matrix = rows.map((row) => {
    const vector = new Float64Array(width);
    vector.set(block.values.subarray(row * block.width, (row + 1) * block.width));
    return vector;
  });
  const plane = reduce(matrix, kind, seed, iterations);
  return {
    rows,
    x: Float64Array.from(plane, (position) => finite(position[0])),
    y: Float64Array.from(plane, (position) => finite(position[1])),
  };
}

/** A direction in which nothing varies has no principal component; its coordinate is 0. */
const finite = (value: number | undefined): number =>
  value !== undefined && Number.isFinite(value) ? value : 0;

function reduce(
  matrix: Float64Array[],
  kind: EmbeddingKind,
  seed: number,
  iterations: number,
): Float64Array[] {
  const neighbours = Math.floor((matrix.length - 1) / 3);
  switch (kind) {
    case 'tsne':
      return new TSNE(matrix, { perplexity: Math.min(30, neighbours), epsilon: 10, seed }).transform(
        iterations,
      );
    case 'umap':
      return new UMAP(matrix, { n_neighbors: Math.max(2, Math.min(15, neighbours)), seed }).transform();
    case 'pca':
      return new PCA(matrix, { seed }).transform();
  }
}

function finiteRows({ values, width }: FeatureBlock): number[] {
  const rows: number[] = [];
  for (let row = 0; row * width < values.length; row++) {
    if (values.subarray(row * width, (row + 1) * width).every(Number.isFinite)) rows.push(row);
  }
  return rows;
}

/**
 * Rows whose multiples of the golden ratio have the smallest fractional parts: spread evenly over the block, and in
 * step with no period of it, since test sets are often written cell by cell.
 */
function evenly(rows: readonly number[], most: number): number[] {
  if (rows.length <= most) return [...rows];
  const fraction = (i: number) => (i * GOLDEN) % 1;
  return rows
    .map((row, i) => ({ row, order: fraction(i) }))
    .sort((a, b) => a.order - b.order)
    .slice(0, most)
    .map(({ row }) => row)
    .sort((a, b) => a - b);
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;
