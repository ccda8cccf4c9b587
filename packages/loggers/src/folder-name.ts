import type { LoggedTraining } from '@mimmx/experiment';

/** A folder's name for a training: its method and seed as far as names of folders go, and the beginning of its id. */
export const folderName = ({ method, seed, id }: LoggedTraining): string =>
  `${method.replace(/[^\w.-]+/g, '-').slice(0, 60)}-seed-${seed}-${id.slice(0, 8)}`;
