import type { Registry } from '@mimmx/core';
import { createDataPool, type DataPool } from '@mimmx/experiment';

/** One data set at a time: the images of every draw and share together would not fit. */
export function oneDataset(registry: Registry, root: string): DataPool {
  let pool: DataPool | null = null;
  let opened = '';
  const close = async () => {
    await pool?.close();
    pool = null;
  };
  return {
    async open(trial) {
      const key = JSON.stringify(trial.dataset);
      if (key !== opened) await close();
      opened = key;
      pool ??= createDataPool(registry, root);
      return pool.open(trial);
    },
    close,
  };
}
