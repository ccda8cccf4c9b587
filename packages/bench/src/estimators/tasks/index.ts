import { MimmxError, suggest } from '@mimmx/core';
import { protocols } from '../protocols/index.ts';
import type { BenchmarkTask } from '../task.ts';
import { agreementTask, confounderTask } from './classes.ts';
import { gaussianTask } from './gaussian.ts';
import { independentClasses, independentTask } from './independent.ts';
import { mixtureTask } from './mixture.ts';
import { spiralTask } from './spiral.ts';
import { studentTask } from './student.ts';
import { swissRollTask } from './swiss-roll.ts';
import { transformedTask } from './transformed.ts';

/** Strengths in nats by dimension. */
const strengths: Readonly<Record<number, readonly number[]>> = {
  1: [0.5, 1, 4],
  2: [0.5, 1, 4],
  5: [0.5, 1, 4, 10],
  20: [1, 4, 10],
};

/** Tasks by the name of the set that `--benchmark` takes. */
const sets = {
  /** Correlated normals over dimensions and strengths. */
  gaussian: Object.entries(strengths).flatMap(([d, all]) => all.map((nats) => gaussianTask(Number(d), nats))),
  /** The same with y cubed, which leaves their mutual information as it is. */
  cubic: [
    transformedTask('cubic', 1, 1),
    transformedTask('cubic', 2, 1),
    transformedTask('cubic', 5, 1),
    transformedTask('cubic', 20, 4),
  ],
  /** A real feature and a class, or two classes: what an encoder meets. */
  mixtures: [confounderTask(90), confounderTask(95), mixtureTask(1, 3), agreementTask(90)],
  /** Maps that leave mutual information as it is, and heavy tails (after Czyż et al., NeurIPS 2023). */
  transforms: [
    transformedTask('half-cube', 1, 0.5),
    transformedTask('half-cube', 5, 1),
    transformedTask('asinh', 2, 1),
    transformedTask('normal-cdf', 2, 1),
    swissRollTask(1),
    spiralTask(1),
    studentTask(1, 1, 0),
    studentTask(2, 3, 0.5),
  ],
  /** Nothing to find. */
  independence: [independentTask(2), independentTask(5), independentClasses],
};

const find = (...names: string[]) => {
  const all = Object.values(sets).flat();
  return names.map((name) => all.find((task) => task.name === name)!);
};

export const benchmarks = {
  ...sets,
  /** At most 1 nat, few dimensions: what this project meets. Every estimator should be near the truth. */
  small: find(
    'gaussian-1d-0.5',
    'gaussian-2d-1',
    'gaussian-5d-1',
    'confounder-90',
    'confounder-95',
    'mixture-1',
    'independent-2d',
    'independent-classes',
  ),
  /** Every task above. */
  all: Object.values(sets).flat(),
  /** The correlated normals of VanessB/mutinfo's tables, which average over 1, 2 and 3 dimensions; 10,000 samples. */
  mutinfo: [1, 2, 3].flatMap((d) => [1, 2, 4, 6, 8, 10].map((nats) => gaussianTask(d, nats))),
} satisfies Record<string, readonly BenchmarkTask[]>;

export type BenchmarkName = keyof typeof benchmarks;

/** The tasks of a set, or the one task of that name. @throws E_UNKNOWN_NAME */
export function tasksOf(name: string): readonly BenchmarkTask[] {
  if (Object.hasOwn(benchmarks, name)) return benchmarks[name as BenchmarkName];
  const all = Object.values(benchmarks).flat();
  const task = all.find((one) => one.name === name);
  if (task) return [task];
  const known = [...Object.keys(benchmarks), ...Object.keys(protocols), ...all.map((one) => one.name)];
  throw new MimmxError('E_UNKNOWN_NAME', `Unknown benchmark "${name}". ${suggest(name, known)}`);
}
