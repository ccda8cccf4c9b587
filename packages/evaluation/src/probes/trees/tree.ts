import { BINS } from './bins.ts';

/** A regression tree by bins: node n splits on `feature[n]` (left if bin ≤ `bin[n]`), or is a leaf if that is −1. */
export interface Tree {
  readonly feature: Int16Array;
  readonly bin: Uint8Array;
  readonly left: Int16Array;
  readonly value: Float64Array;
}

export interface TreeSettings {
  /** Splits from root to leaf, at most. */
  readonly depth: number;
  /** Fewest rows of a leaf. */
  readonly leastRows: number;
  /** λ of the second-order gain and of the leaf values. */
  readonly penalty: number;
}

/** Binned features, column after column, and how many rows and columns there are. */
export interface Binned {
  readonly bins: Uint8Array;
  readonly rows: number;
  readonly columns: number;
}

/** Grows trees of one size; buffers are kept between them. */
export class TreeGrower {
  readonly #data: Binned;
  readonly #settings: TreeSettings;
  readonly #order: Int32Array;
  readonly #spare: Int32Array;
  readonly #gradients = new Float64Array(BINS);
  readonly #curvatures = new Float64Array(BINS);
  readonly #counts = new Int32Array(BINS);

  constructor(data: Binned, settings: TreeSettings) {
    this.#data = data;
    this.#settings = settings;
    this.#order = new Int32Array(data.rows);
    this.#spare = new Int32Array(data.rows);
  }

  /**
   * A tree whose leaves are Newton steps −G / (H + λ), split where ½ [G_L²/(H_L+λ) + G_R²/(H_R+λ) − G²/(H+λ)] is
   * largest (Friedman, 2001; Chen & Guestrin, 2016, eq. 7).
   *
   * @param gradient first derivative of the loss at each row, [rows]
   * @param curvature second derivative, [rows]
   */
  grow(gradient: Float64Array, curvature: Float64Array): Tree {
    const most = 2 ** (this.#settings.depth + 1);
    const tree: Tree = {
      feature: new Int16Array(most).fill(-1),
      bin: new Uint8Array(most),
      left: new Int16Array(most),
      value: new Float64Array(most),
    };
    for (let i = 0; i < this.#order.length; i++) this.#order[i] = i;
    let nodes = 1;
    const split = (node: number, from: number, to: number, depth: number): void => {
      let [g, h] = [0, 0];
      for (let i = from; i < to; i++) {
        g += gradient[this.#order[i]!]!;
        h += curvature[this.#order[i]!]!;
      }
      tree.value[node] = -g / (h + this.#settings.penalty);
      if (depth === this.#settings.depth || to - from < 2 * this.#settings.leastRows) return;
      const best = this.#best(from, to, gradient, curvature, g, h);
      if (best === null) return;
      const middle = this.#part(from, to, best.feature, best.bin);
      tree.feature[node] = best.feature;
      tree.bin[node] = best.bin;
      tree.left[node] = nodes;
      nodes += 2;
      split(nodes - 2, from, middle, depth + 1);
      split(tree.left[node]! + 1, middle, to, depth + 1);
    };
    split(0, 0, this.#order.length, 0);
    return tree;
  }

  #best(from: number, to: number, gradient: Float64Array, curvature: Float64Array, g: number, h: number) {
    const { bins, rows, columns } = this.#data;
    const { leastRows, penalty } = this.#settings;
    const [gs, hs, ns, order] = [this.#gradients, this.#curvatures, this.#counts, this.#order];
    const parent = (g * g) / (h + penalty);
    let best: { feature: number; bin: number } | null = null;
    let gain = 1e-9;
    for (let feature = 0; feature < columns; feature++) {
      const offset = feature * rows;
      gs.fill(0);
      hs.fill(0);
      ns.fill(0);
      for (let i = from; i < to; i++) {
        const row = order[i]!;
        const bin = bins[offset + row]!;
        gs[bin]! += gradient[row]!;
        hs[bin]! += curvature[row]!;
        ns[bin]!++;
      }
      let [leftG, leftH, leftN] = [0, 0, 0];
      for (let bin = 0; bin < BINS - 1; bin++) {
        if (ns[bin] === 0) continue;
        leftG += gs[bin]!;
        leftH += hs[bin]!;
        leftN += ns[bin]!;
        if (leftN < leastRows) continue;
        if (to - from - leftN < leastRows) break;
        const [rightG, rightH] = [g - leftG, h - leftH];
        const found = (leftG * leftG) / (leftH + penalty) + (rightG * rightG) / (rightH + penalty) - parent;
        if (found > gain) {
          gain = found;
          best = { feature, bin };
        }
      }
    }
    return best;
  }

  /** Puts the rows that go left first, each side in its order; where the right side starts. */
  #part(from: number, to: number, feature: number, bin: number): number {
    const offset = feature * this.#data.rows;
    let left = from;
    let right = 0;
    for (let i = from; i < to; i++) {
      const row = this.#order[i]!;
      if (this.#data.bins[offset + row]! <= bin) this.#order[left++] = row;
      else this.#spare[right++] = row;
    }
    this.#order.set(this.#spare.subarray(0, right), left);
    return left;
  }
}
