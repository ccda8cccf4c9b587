import type { Factor, Task } from '../contracts/index.ts';

/** What a method is to be tried on. */
export interface EasyTask {
  /** Classes of y; 0 for a continuous y in three bins. */
  readonly classes?: number;
  readonly confounders?: number;
  /** Whether the first confounder is a number, in two bins. */
  readonly number?: boolean;
  /** Whether some labels of the first confounder are missing. */
  readonly missing?: boolean;
}

const binary = (name: string, missing: boolean): Factor => ({
  name,
  kind: 'categorical',
  classes: 2,
  labels: ['0', '1'],
  ...(missing && { missing }),
});

const inTwoBins = (name: string, missing: boolean): Factor => ({
  name,
  kind: 'continuous',
  mean: 0.5,
  sd: 0.5,
  bins: { edges: [0.5], labels: ['< 0.5', '>= 0.5'] },
  ...(missing && { missing }),
});

/** The task: `y`, and binary confounders `a`, `b`, …, of which the first may be a number. */
export function easyTask({
  classes = 2,
  confounders = 2,
  missing = false,
  number = false,
}: EasyTask = {}): Task {
  const names = Array.from({ length: Math.max(classes, 3) }, (_, i) => String(i));
  return {
    y:
      classes > 0
        ? { name: 'y', kind: 'categorical', classes, labels: names.slice(0, classes) }
        : {
            name: 'y',
            kind: 'continuous',
            mean: 1,
            sd: 0.8165,
            bins: { edges: [0.5, 1.5], labels: names.slice(0, 3) },
          },
    z: Array.from({ length: confounders }, (_, i) =>
      (number && i === 0 ? inTwoBins : binary)('abcdefgh'[i]!, missing && i === 0),
    ),
  };
}
