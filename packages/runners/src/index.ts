export * from './contract.ts';
export * from './piece/index.ts';
export { plugin, runnerKind } from './plugin.ts';
export * from './processes/index.ts';
export * from './queue/index.ts';
export * from './slurm/index.ts';
