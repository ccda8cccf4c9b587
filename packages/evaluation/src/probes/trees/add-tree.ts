import type { Binned, Tree } from './tree.ts';

/** Adds `times` the tree's value at each row to every `stride`-th score from `at` on. */
export function addTree(
  tree: Tree,
  { bins, rows }: Binned,
  scores: Float64Array,
  at: number,
  stride: number,
  times: number,
): void {
  for (let row = 0; row < rows; row++) {
    let node = 0;
    for (;;) {
      const feature = tree.feature[node]!;
      if (feature < 0) break;
      node = tree.left[node]! + (bins[feature * rows + row]! <= tree.bin[node]! ? 0 : 1);
    }
    scores[row * stride + at]! += times * tree.value[node]!;
  }
}
