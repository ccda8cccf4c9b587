import type { Dataset, Registry } from '@mimmx/core';
import { createImageStore, type ImageStore, type PreparedData, prepareData } from '@mimmx/data';
import { canonical } from './canonical.ts';
import type { TrialSpec } from './trial.ts';

/** What a trial learns from, opened. */
export interface TrialData {
  readonly dataset: Dataset;
  readonly images: ImageStore;
  readonly prepared: PreparedData;
}

/** Data sets that are opened once for all trials of a process, with their images and their splits. */
export interface DataPool {
  /** @throws every E_… of data sets, tasks, splits and cells */
  open(trial: Pick<TrialSpec, 'dataset' | 'data' | 'seed'>): Promise<TrialData>;
  /** Releases workers and files. */
  close(): Promise<void>;
}

/** @param root folder that relative paths in the options start from */
export function createDataPool(registry: Registry, root: string): DataPool {
  const opened = new Map<string, Promise<{ dataset: Dataset; images: ImageStore }>>();
  const prepared = new Map<string, PreparedData>();

  const openDataset = ({ dataset, data }: Pick<TrialSpec, 'dataset' | 'data'>) => {
    const key = canonical([dataset, data.split.seed]);
    let one = opened.get(key);
    if (!one) {
      const context = { root, seed: data.split.seed };
      one = registry
        .create('dataset', dataset.name, context, dataset.options)
        .then((made) => ({ dataset: made, images: createImageStore(made) }));
      opened.set(key, one);
    }
    return one;
  };

  return {
    async open(trial) {
      const { dataset, images } = await openDataset(trial);
      const key = canonical([trial.dataset, trial.data, trial.seed]);
      const known = prepared.get(key) ?? prepareData(dataset, trial.data, trial.seed);
      prepared.set(key, known);
      return { dataset, images, prepared: known };
    },
    async close() {
      for (const one of opened.values()) {
        // One that could not be opened has nothing to close.
        const made = await one.catch(() => null);
        await made?.dataset.close?.();
      }
    },
  };
}
