import type { Case, Sizes } from './case.ts';
import { club, mine, minePairs } from './information.ts';
import { erm, mimm } from './mimm.ts';
import { mimmx } from './mimmx.ts';
import { cnn2d, cnn3d, densenet121, resnet18 } from './networks.ts';

export type { Case, MethodCase, StepCase } from './case.ts';

/** The work that PyTorch does in the peer scripts, by the peers' names. Sizes are for `cnn2d` and `resnet18`. */
export const cases: Readonly<Record<string, (sizes?: Sizes) => Case>> = {
  mimm: () => mimm(),
  erm,
  mine,
  mine_pairs: minePairs,
  club,
  cnn2d,
  resnet18,
  cnn3d,
  densenet121,
  mimmx,
};
