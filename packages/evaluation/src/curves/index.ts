export type { CurvePoint } from './curve-point.ts';
export { precisionRecallCurve } from './precision-recall-curve.ts';
export { type ReliabilityBin, reliability } from './reliability.ts';
export { rocCurve } from './roc-curve.ts';
