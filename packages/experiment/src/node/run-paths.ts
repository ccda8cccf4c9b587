import { join, resolve } from 'node:path';

/** Where everything of a run lies. */
export interface RunPaths {
  readonly root: string;
  readonly config: string;
  readonly environment: string;
  readonly metrics: string;
  readonly predictions: string;
  readonly features: string;
  readonly featuresIndex: string;
  readonly summary: string;
  /** Written by the command through `@mimmx/viz`. */
  readonly report: string;
}

/** The layout of a run folder. */
export function runPaths(path: string): RunPaths {
  const root = resolve(path);
  return {
    root,
    config: join(root, 'config.json'),
    environment: join(root, 'environment.json'),
    metrics: join(root, 'metrics.jsonl'),
    predictions: join(root, 'predictions.csv'),
    features: join(root, 'features.npy'),
    featuresIndex: join(root, 'features.csv'),
    summary: join(root, 'summary.json'),
    report: join(root, 'report.html'),
  };
}
