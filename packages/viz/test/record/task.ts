import type { CategoricalFactor } from '@mimmx/core';

const NAMES = [
  ['thickness', 'thin', 'thick'],
  ['rotation', 'upright', 'rotated'],
  ['intensity', 'dim', 'bright'],
  ['corner mark', 'absent', 'present'],
  ['blur', 'sharp', 'blurred'],
  ['position', 'left', 'right'],
  ['noise', 'clean', 'noisy'],
  ['scanner', 'A', 'B'],
] as const;

/** Two classes of digits, and some of eight confounders of two classes each. */
export function syntheticTask(confounders: number) {
  const y: CategoricalFactor = { name: 'digit', kind: 'categorical', classes: 2, labels: ['< 5', '≥ 5'] };
  const z = NAMES.slice(0, confounders).map(
    ([name, ...labels]): CategoricalFactor => ({ name, kind: 'categorical', classes: 2, labels }),
  );
  /** Codes of y, z1, … of each cell. */
  const cells = Array.from({ length: 2 ** (confounders + 1) }, (_, code) =>
    Array.from({ length: confounders + 1 }, (_, bit) => (code >> (confounders - bit)) & 1),
  );
  const labels = (cell: readonly number[]): Record<string, string> =>
    Object.fromEntries([y, ...z].map((factor, i) => [factor.name, factor.labels[cell[i]!]!]));
  return { y, z, cells, labels };
}

export type SyntheticTask = ReturnType<typeof syntheticTask>;
