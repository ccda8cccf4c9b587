export { chooseImages } from './choose-images.ts';
export { CELLS, planeOf } from './covered.ts';
export { type MapsRecord, mapsSchema } from './maps-record.ts';
export { type MethodMaps, type OcclusionMap, occlusionMaps, type ReadableModel } from './occlusion.ts';
