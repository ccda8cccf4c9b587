export { type BootstrapSettings, bootstrap, type Interval, percentileInterval } from './bootstrap.ts';
export { type Clusters, clustersOf } from './clusters.ts';
export { type PairedDifference, pairedDifference } from './paired-difference.ts';
export { type MeanAndSd, meanAndSd } from './seeds.ts';
export { r2Statistic, type Statistic, stratifiedMean } from './statistics.ts';
