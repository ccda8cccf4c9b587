import './names.ts';

export * from './critics/index.ts';
export { type MineOptions, mine } from './lower/mine.ts';
export { plugin } from './plugin.ts';
export { isStackable, type StackableDefinition, type StackedEstimator } from './stack.ts';
export { type ClubCategoricalOptions, clubCategorical } from './upper/club-categorical.ts';
