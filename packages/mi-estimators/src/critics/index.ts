import { bilinear } from './bilinear.ts';
import { concatenated } from './concatenated.ts';
import type { Critic, CriticShape } from './critic.ts';
import { separable } from './separable.ts';

export { bilinear } from './bilinear.ts';
export { concatenated } from './concatenated.ts';
export type { Critic, CriticShape } from './critic.ts';
export { separable } from './separable.ts';

/** The critics by the name that the option `critic` takes. */
export const critics = { separable, concatenated, bilinear } satisfies Record<
  string,
  (shape: CriticShape) => Critic
>;
