export { logAddExp, logSumExp } from './log-sum-exp.ts';
export { recompute } from './recompute.ts';
