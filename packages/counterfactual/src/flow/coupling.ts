import type { Attribute, Attributes } from '../scm/attributes.ts';
import { assign } from './assignment.ts';

/** A number's place among the batch's values: thirds, so that groups are not of one row each. */
const PARTS = 3;

/** Which rows have the same parents: equal classes, and numbers in the same third of the batch. */
export function groupByParents(
  batch: Attributes,
  attributes: readonly Attribute[],
): readonly (readonly number[])[] {
  const rows = batch[attributes[0]!.name]!.length;
  const codes = attributes.map(({ name, kind }) => {
    const values = batch[name]!;
    if (kind === 'categorical') return values;
    const sorted = values.slice().sort();
    return values.map((value) => {
      let part = 0;
      for (let k = 1; k < PARTS; k++) if (value >= sorted[Math.floor((k * rows) / PARTS)]!) part = k;
      return part;
    });
  });
  const groups = new Map<string, number[]>();
  for (let row = 0; row < rows; row++) {
    const key = codes.map((values) => values[row]).join();
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

/**
 * Which noise goes with which image: optimal transport within rows of the same parents. Over the whole batch it would
 * make noise depend on the parents, and then noise is no longer what stays when they change.
 *
 * @param noise, pixels row-major [rows × size]
 * @returns the row of the noise for each image
 */
export function couple(
  noise: Float32Array,
  pixels: Float32Array,
  size: number,
  groups: readonly (readonly number[])[],
): Int32Array {
  const partner = new Int32Array(pixels.length / size);
  for (const group of groups) {
    const n = group.length;
    const cost = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        let product = 0;
        const [a, b] = [group[i]! * size, group[j]! * size];
        for (let k = 0; k < size; k++) product += pixels[a + k]! * noise[b + k]!;
        // |x − z|² but for what is the same in every assignment.
        cost[i * n + j] = -product;
      }
    const found = assign(cost, n);
    for (let i = 0; i < n; i++) partner[group[i]!] = group[found[i]!]!;
  }
  return partner;
}
