export { type AffineOptions, affine } from './affine.ts';
export { type CategoricalOptions, categorical } from './categorical.ts';
export { type KnownOptions, known, type ParentValues } from './known.ts';
export { type MonotoneOptions, monotone } from './monotone.ts';
export { type QuantileOptions, quantile } from './quantile.ts';
export { type SoftmaxOptions, softmax } from './softmax.ts';
export { type SplineOptions, spline } from './spline.ts';
