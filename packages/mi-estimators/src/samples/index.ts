export { checkPair, checkVariable } from './check.ts';
export { digamma } from './digamma.ts';
export { type GaussianOptions, gaussian } from './gaussian.ts';
export { type HistogramOptions, histogram } from './histogram.ts';
export { type KdeOptions, kde } from './kde.ts';
export { type KsgOptions, ksg } from './ksg.ts';
export { type RossOptions, ross } from './ross.ts';
