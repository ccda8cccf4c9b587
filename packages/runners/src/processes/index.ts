export { type HandOut, handOut } from './hand-out.ts';
export { type ProcessesOptions, processesOptions } from './options.ts';
export { type PoolOutcome, type PoolSetting, runPool } from './pool.ts';
export { processes } from './processes.ts';
