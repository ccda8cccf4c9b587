export { cropOrPad, resize } from './fit.ts';
export { type MaskOption, maskThreshold, otsuThreshold } from './mask.ts';
export { type NormaliseOption, normalise } from './normalise.ts';
export { axisCodes, type Orientation, orientationOf, toRas } from './orientation.ts';
export { percentiles } from './percentiles.ts';
export { describe, type Preparation, type Prepared, prepare } from './prepare.ts';
export { type Grid, resample, resampleAlongAxes, worldGrid } from './resample.ts';
export { type SliceAxis, slicePlane, sliceShape } from './slice.ts';
export type { Volume } from './volume.ts';
