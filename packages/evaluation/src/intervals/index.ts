export { type BootstrapSettings, bootstrap, type Interval, percentileInterval } from './bootstrap.ts';
export { type Clusters, clustersOf } from './clusters.ts';
export { bootstrapPValue } from './p-value.ts';
export { type MeanAndSd, meanAndSd } from './seeds.ts';
export { r2Statistic, type Statistic, stratifiedMean } from './statistics.ts';
