import type { BenchmarkTask } from '../task.ts';
import { confounderTask } from './classes.ts';
import { drawGaussian } from './gaussian.ts';

/** Independent normals. */
export const independentTask = (d: number): BenchmarkTask => ({
  name: `independent-${d}d`,
  summary: `Independent normals in ${d} + ${d} dimensions.`,
  truth: 0,
  sample: (rows, random) => drawGaussian(rows, d, 0, random),
});

/** A feature of two values and a class that has nothing to do with it. */
export const independentClasses: BenchmarkTask = {
  ...confounderTask(50),
  name: 'independent-classes',
  summary: 'A blurred binary feature and a class that has nothing to do with it.',
};
