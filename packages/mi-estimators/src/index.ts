import './names.ts';

export * from './critics/index.ts';
export * from './dependence/index.ts';
export * from './entropy/index.ts';
export * from './lower/index.ts';
export { plugin } from './plugin.ts';
export * from './samples/index.ts';
export { isStackable, type StackableDefinition, type StackedEstimator } from './stack.ts';
export * from './standalone/index.ts';
export * from './upper/index.ts';
