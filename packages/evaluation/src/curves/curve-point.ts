/** A point of a curve, both coordinates fractions. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}
