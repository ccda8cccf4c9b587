import type { Case } from './case.ts';
import { club, mine, minePairs } from './information.ts';
import { erm, mimm } from './mimm.ts';
import { cnn2d, cnn3d, resnet18 } from './networks.ts';

export type { Case } from './case.ts';

/** The work that PyTorch does in the peer script, by the peer's names. */
export const cases: Readonly<Record<string, () => Case>> = {
  mimm,
  erm,
  mine,
  mine_pairs: minePairs,
  club,
  cnn2d,
  resnet18,
  cnn3d,
};
