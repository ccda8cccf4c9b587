import type { Dataset, Registry } from '@mimmx/core';
import { createImageStore, type ImageStore, type PreparedData, prepareData } from '@mimmx/data';
import { type Pseudonyms, pseudonymised } from '../pseudonyms.ts';
import { canonical } from './canonical.ts';
import type { TrialSpec } from './trial.ts';

/** What a trial learns from, opened. */
export interface TrialData {
  /** Under pseudonyms, if there are some. */
  readonly dataset: Dataset;
  /** Under its own names. */
  readonly original: Dataset;
  readonly images: ImageStore;
  readonly prepared: PreparedData;
  /** Folder that relative paths in the options start from. */
  readonly root?: string;
}

interface Opened {
  /** As the plugin made it. */
  readonly made: Dataset;
  readonly dataset: Dataset;
  readonly images: ImageStore;
}

/** Data sets that are opened once for all trials of a process, with their images and their splits. */
export interface DataPool {
  /** @throws every E_… of data sets, tasks, splits and cells */
  open(trial: Pick<TrialSpec, 'dataset' | 'data' | 'seed'>): Promise<TrialData>;
  /** Releases workers and files. */
  close(): Promise<void>;
}

/**
 * @param root folder that relative paths in the options start from
 * @param names what patients and images are called in all that is made of them; as in their tables if absent
 */
export function createDataPool(registry: Registry, root: string, names?: Pseudonyms | null): DataPool {
  const opened = new Map<string, Promise<Opened>>();
  const prepared = new Map<string, PreparedData>();

  const openDataset = ({ dataset, data }: Pick<TrialSpec, 'dataset' | 'data'>) => {
    const key = canonical([dataset, data.split.seed]);
    let one = opened.get(key);
    if (!one) {
      const context = { root, seed: data.split.seed, ...(names ? { shown: names.image } : {}) };
      one = registry.create('dataset', dataset.name, context, dataset.options).then((made) => ({
        made,
        dataset: names ? pseudonymised(made, names) : made,
        images: createImageStore(made),
      }));
      opened.set(key, one);
    }
    return one;
  };

  return {
    async open(trial) {
      const { made, dataset, images } = await openDataset(trial);
      const key = canonical([trial.dataset, trial.data, trial.seed]);
      const known = prepared.get(key) ?? prepareData(made, trial.data, trial.seed);
      prepared.set(key, known);
      return { dataset, images, prepared: known, original: made, root };
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
