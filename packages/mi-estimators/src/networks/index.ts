export { type Activation, activate, createMlp, type Mlp, type MlpShape } from './mlp.ts';
export { constantVariable, type Lead, normalVariable } from './weights.ts';
