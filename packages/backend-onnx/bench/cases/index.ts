import type { Case } from './case.ts';
import { club, mine, minePairs } from './information.ts';
import { erm, mimm } from './mimm.ts';
import { cnn2d, cnn3d, densenet121, resnet18 } from './networks.ts';

export type { Case } from './case.ts';

/** The work that PyTorch does in the peer scripts, by the peers' names. `image` is for `resnet18`: pixels of a side. */
export const cases: Readonly<Record<string, (image?: number) => Case>> = {
  mimm: () => mimm(),
  erm,
  mine,
  mine_pairs: minePairs,
  club,
  cnn2d,
  resnet18,
  cnn3d,
  densenet121,
};
