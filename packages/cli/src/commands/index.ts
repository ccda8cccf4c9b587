import type { Command } from '../command.ts';

/** What is known of a command before it is loaded. */
export interface Entry {
  /** One sentence for the help. */
  readonly summary: string;
  /** Loads it when it is asked for, so that `mimmx --help` does not wait for TensorFlow.js. */
  readonly load: () => Promise<{ readonly default: Command }>;
}

const entry = (summary: string, load: () => Promise<{ readonly default: unknown }>): Entry => ({
  summary,
  load: load as Entry['load'],
});

/** Every command of `mimmx`, in the order of the help. A new one is a file beside this and an entry here. */
export const commands: Readonly<Record<string, Entry>> = {
  init: entry('Write a first config for the images and the table of a folder', () => import('./init.ts')),
  train: entry(
    'Train the methods of a config, test them, and write a run with its report',
    () => import('./train.ts'),
  ),
  sweep: entry(
    'Plan, run, follow and collect many trainings: here, on Slurm, or on several machines',
    () => import('./sweep.ts'),
  ),
  run: entry('Do single trials of a sweep: what every engine calls', () => import('./run.ts')),
  worker: entry('Take trials from a Redis queue on this machine', () => import('./worker.ts')),
  evaluate: entry(
    'Test the trained models of a run again, on its own or other test sets',
    () => import('./evaluate.ts'),
  ),
  predict: entry(
    'Predict images without labels with the trained models of a run',
    () => import('./predict.ts'),
  ),
  export: entry(
    'Write trained models as ONNX or safetensors, checked in ONNX Runtime',
    () => import('./export.ts'),
  ),
  report: entry(
    'Write the HTML report of a finished run again, and print its table',
    () => import('./report.ts'),
  ),
  dashboard: entry(
    'Follow running trainings on a live page: curves, pace, memory, time left; stop and resume',
    () => import('./dashboard.ts'),
  ),
  compare: entry(
    'Hold finished runs against each other: settings, and differences on the same patients',
    () => import('./compare.ts'),
  ),
  bench: entry(
    'Train methods on a published protocol, and print the published numbers beside them',
    () => import('./bench.ts'),
  ),
  generator: entry(
    'Train a generator of counterfactual images, and show what it does to every attribute',
    () => import('./generator.ts'),
  ),
  counterfactual: entry(
    'Show images as they would look had an attribute been another',
    () => import('./counterfactual.ts'),
  ),
  audit: entry(
    'Test with counterfactual images whether trained models use a confounder',
    () => import('./audit.ts'),
  ),
  estimate: entry(
    'Measure estimators of mutual information against known values, or against themselves',
    () => import('./estimate.ts'),
  ),
  data: entry(
    'Open all images of a config; show cells, shifts, samples, speed and every problem',
    () => import('./data-check.ts'),
  ),
  plugins: entry(
    'List every estimator, method, data set, … that a config can name, or the options of one',
    () => import('./plugins.ts'),
  ),
  schema: entry(
    'Write the JSON Schema of a config, with the options of every installed plugin',
    () => import('./schema.ts'),
  ),
  doctor: entry(
    'Show backends, versions, devices and threads, and how fast each backend trains',
    () => import('./doctor.ts'),
  ),
};
