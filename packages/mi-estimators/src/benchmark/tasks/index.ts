import { MimmxError, suggest } from '@mimmx/core';
import type { BenchmarkTask } from '../task.ts';
import { agreementTask, confounderTask } from './classes.ts';
import { gaussianTask } from './gaussian.ts';
import { independentClasses, independentTask } from './independent.ts';
import { mixtureTask } from './mixture.ts';
import { spiralTask } from './spiral.ts';
import { studentTask } from './student.ts';
import { swissRollTask } from './swiss-roll.ts';
import { transformedTask } from './transformed.ts';

/** Tasks by the name of the set that `--benchmark` takes. */
export const benchmarks = {
  /** At most 1 nat, few dimensions: what this project meets. Every estimator should be near the truth. */
  small: [
    gaussianTask(1, 0.5),
    gaussianTask(2, 1),
    gaussianTask(5, 1),
    transformedTask('half-cube', 1, 0.5),
    confounderTask(90),
    confounderTask(95),
    mixtureTask(1, 3),
    agreementTask(90),
    independentTask(2),
    independentClasses,
  ],
  /** Maps that leave mutual information as it is, and heavy tails (after Czyż et al., NeurIPS 2023). */
  transforms: [
    transformedTask('cubic', 2, 1),
    transformedTask('half-cube', 5, 1),
    transformedTask('asinh', 2, 1),
    transformedTask('normal-cdf', 2, 1),
    swissRollTask(1),
    spiralTask(1),
    studentTask(1, 1, 0),
    studentTask(2, 3, 0.5),
  ],
  /** Correlated normals and their cubes over dimensions and strengths. */
  gaussian: [
    ...[1, 2, 5, 20].flatMap((d) => [0.5, 1, 2, 4, 6, 8, 10].map((nats) => gaussianTask(d, nats))),
    ...[2, 6, 10].map((nats) => transformedTask('cubic', 20, nats)),
  ],
} satisfies Record<string, readonly BenchmarkTask[]>;

export type BenchmarkName = keyof typeof benchmarks;

/** The tasks of a set, or the one task of that name. @throws E_UNKNOWN_NAME */
export function tasksOf(name: string): readonly BenchmarkTask[] {
  if (Object.hasOwn(benchmarks, name)) return benchmarks[name as BenchmarkName];
  const all = Object.values(benchmarks).flat();
  const task = all.find((one) => one.name === name);
  if (task) return [task];
  const known = [...Object.keys(benchmarks), ...all.map((one) => one.name)];
  throw new MimmxError('E_UNKNOWN_NAME', `Unknown benchmark "${name}". ${suggest(name, known)}`);
}
