/** Points with at most this many of them in one leaf are compared one by one. */
const LEAF = 12;

/**
 * A k-d tree (Bentley 1975) over points in the maximum norm, with a bounding box for every node. Built in
 * O(n log n) by splitting the widest side at its median.
 */
export class KdTree {
  readonly size: number;
  readonly #points: Float64Array;
  readonly #d: number;
  /** Points by node: those of one subtree lie together. */
  readonly #order: Int32Array;
  /** First and last place of each node's points in `#order`, and its children (0 for a leaf). */
  readonly #start: number[] = [];
  readonly #end: number[] = [];
  readonly #left: number[] = [];
  readonly #right: number[] = [];
  readonly #low: number[] = [];
  readonly #high: number[] = [];

  /** @param points row-major, [n, columns] */
  constructor(points: Float64Array, columns: number) {
    this.#points = points;
    this.#d = columns;
    this.size = points.length / columns;
    this.#order = Int32Array.from({ length: this.size }, (_, i) => i);
    this.#build(0, this.size);
  }

  #build(start: number, end: number): number {
    const node = this.#start.length;
    this.#start.push(start);
    this.#end.push(end);
    this.#left.push(0);
    this.#right.push(0);
    const d = this.#d;
    let widest = 0;
    let width = -1;
    for (let c = 0; c < d; c++) {
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      for (let i = start; i < end; i++) {
        const v = this.#points[this.#order[i]! * d + c]!;
        if (v < low) low = v;
        if (v > high) high = v;
      }
      this.#low.push(low);
      this.#high.push(high);
      if (high - low > width) {
        width = high - low;
        widest = c;
      }
    }
    if (end - start > LEAF && width > 0) {
      const middle = (start + end) >> 1;
      this.#select(start, end - 1, middle, widest);
      this.#left[node] = this.#build(start, middle);
      this.#right[node] = this.#build(middle, end);
    }
    return node;
  }

  /** Puts the point of rank `k` in column `c` in its place, smaller ones before it (Hoare's selection). */
  #select(first: number, last: number, k: number, c: number): void {
    const order = this.#order;
    const d = this.#d;
    const at = (i: number) => this.#points[order[i]! * d + c]!;
    let low = first;
    let high = last;
    while (low < high) {
      const pivot = at((low + high) >> 1);
      let i = low;
      let j = high;
      while (i <= j) {
        while (at(i) < pivot) i++;
        while (at(j) > pivot) j--;
        if (i <= j) {
          const kept = order[i]!;
          order[i] = order[j]!;
          order[j] = kept;
          i++;
          j--;
        }
      }
      if (k <= j) high = j;
      else if (k >= i) low = i;
      else return;
    }
  }

  /** Distance from point `p` (offset into `from`) to the node's box. */
  #toBox(node: number, from: Float64Array, p: number): number {
    let distance = 0;
    const d = this.#d;
    for (let c = 0; c < d; c++) {
      const v = from[p + c]!;
      const below = this.#low[node * d + c]! - v;
      const above = v - this.#high[node * d + c]!;
      if (below > distance) distance = below;
      if (above > distance) distance = above;
    }
    return distance;
  }

  #distance(i: number, from: Float64Array, p: number): number {
    let distance = 0;
    const d = this.#d;
    const o = i * d;
    for (let c = 0; c < d; c++) {
      const gap = Math.abs(this.#points[o + c]! - from[p + c]!);
      if (gap > distance) distance = gap;
    }
    return distance;
  }

  /**
   * The k nearest neighbours of point `i`, itself left out, nearest first.
   *
   * @param indices receives their indices, [k]
   * @param distances receives their distances, [k]
   */
  nearest(i: number, k: number, indices: Int32Array, distances: Float64Array): void {
    distances.fill(Number.POSITIVE_INFINITY, 0, k);
    const p = i * this.#d;
    const visit = (node: number): void => {
      const left = this.#left[node]!;
      if (left === 0) {
        for (let o = this.#start[node]!; o < this.#end[node]!; o++) {
          const other = this.#order[o]!;
          if (other === i) continue;
          const distance = this.#distance(other, this.#points, p);
          if (distance >= distances[k - 1]!) continue;
          let place = k - 1;
          while (place > 0 && distances[place - 1]! > distance) {
            distances[place] = distances[place - 1]!;
            indices[place] = indices[place - 1]!;
            place--;
          }
          distances[place] = distance;
          indices[place] = other;
        }
        return;
      }
      const right = this.#right[node]!;
      const toLeft = this.#toBox(left, this.#points, p);
      const toRight = this.#toBox(right, this.#points, p);
      const [near, far, toNear, toFar] =
        toLeft <= toRight ? [left, right, toLeft, toRight] : [right, left, toRight, toLeft];
      if (toNear < distances[k - 1]!) visit(near);
      if (toFar < distances[k - 1]!) visit(far);
    };
    visit(0);
  }

  /**
   * Number of the tree's points within a radius of row `row` of `from` (itself counted if it is one of them).
   *
   * @param from row-major points, [m, columns]
   * @param closed whether a point at exactly the radius counts
   */
  count(from: Float64Array, row: number, radius: number, closed: boolean): number {
    const d = this.#d;
    const p = row * d;
    const inside = (distance: number) => (closed ? distance <= radius : distance < radius);
    const visit = (node: number): number => {
      if (!inside(this.#toBox(node, from, p))) return 0;
      let farthest = 0;
      for (let c = 0; c < d; c++) {
        const v = from[p + c]!;
        farthest = Math.max(
          farthest,
          Math.abs(v - this.#low[node * d + c]!),
          Math.abs(this.#high[node * d + c]! - v),
        );
      }
      if (inside(farthest)) return this.#end[node]! - this.#start[node]!;
      const left = this.#left[node]!;
      if (left !== 0) return visit(left) + visit(this.#right[node]!);
      let found = 0;
      for (let o = this.#start[node]!; o < this.#end[node]!; o++) {
        if (inside(this.#distance(this.#order[o]!, from, p))) found++;
      }
      return found;
    };
    return visit(0);
  }
}
