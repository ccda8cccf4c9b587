import type { Command } from '../command.ts';

type Load = () => Promise<{ readonly default: Command }>;

/** Loads a command when it is asked for, so that `mimmx --help` does not wait for TensorFlow.js. */
const lazily = (load: () => Promise<{ readonly default: unknown }>): Load => load as Load;

/** Every command of `mimmx`, in the order of the help. A new one is a file beside this and a line here. */
export const commands: Readonly<Record<string, Load>> = {
  train: lazily(() => import('./train.ts')),
  evaluate: lazily(() => import('./evaluate.ts')),
  report: lazily(() => import('./report.ts')),
  estimate: lazily(() => import('./estimate.ts')),
  data: lazily(() => import('./data-check.ts')),
  plugins: lazily(() => import('./plugins.ts')),
  schema: lazily(() => import('./schema.ts')),
  doctor: lazily(() => import('./doctor.ts')),
};
