export { jobScript } from './job-script.ts';
export { type Limits, parseAssociations, parseConfig } from './limits.ts';
export { type SlurmOptions, secondsOf, slurmOptions } from './options.ts';
export { type Packing, type PackSetting, pack } from './pack.ts';
export { slurm } from './slurm.ts';
export { parseQueue, parseTasks } from './squeue.ts';
