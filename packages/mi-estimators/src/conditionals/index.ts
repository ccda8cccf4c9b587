export { createCategorical } from './categorical.ts';
export type { Conditional, ConditionalShape } from './conditional.ts';
export { type ConditionalParameters, createConditional } from './create-conditional.ts';
export { defineFittedBound } from './fitted-bound.ts';
export { gaussianOptions, meanOptions } from './gaussian-options.ts';
export {
  createLocationScale,
  gaussianLogDensity,
  type LocationScale,
  logisticLogDensity,
} from './location-scale.ts';
