export { type DistanceCorrelationOptions, distanceCorrelation } from './distance-correlation.ts';
export { type HsicOptions, hsic } from './hsic.ts';
export { type MmdOptions, mmd } from './mmd.ts';
export { type SquaredCorrelationOptions, squaredCorrelation } from './squared-correlation.ts';
