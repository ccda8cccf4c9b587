import { type CurvePoint, precisionRecallCurve, reliability, rocCurve } from '@mimmx/evaluation';
import type { LinePoint } from '../charts/index.ts';
import type { Block } from './predicted.ts';

/** Places along the axis at which curves are averaged: every hundredth. */
const GRID = Array.from({ length: 101 }, (_, i) => i / 100);

type Classed = Block & { readonly y: Int32Array };

/** Class 1 of two; each of more against the others. */
const classesOf = (classes: number): number[] =>
  classes === 2 ? [1] : Array.from({ length: classes }, (_, code) => code);

/**
 * Mean over classes and seeds of what each curve says at the same place (vertical averaging; Fawcett, 2006, § 7), so
 * that the area under it is the mean of the areas.
 */
function meanCurve(curves: readonly (readonly CurvePoint[])[], at: typeof straight): LinePoint[] {
  const known = curves.filter((curve) => curve.length > 0);
  if (known.length === 0) return [];
  return GRID.map((x) => ({
    x: 100 * x,
    y: known.reduce((sum, curve) => sum + at(curve, x), 0) / known.length,
  }));
}

/** Along straight lines; the upper end where the curve rises without moving. */
function straight(curve: readonly CurvePoint[], x: number): number {
  const i = curve.findLastIndex((point) => point.x <= x);
  const [from, to] = [curve[i]!, curve[i + 1]];
  return to === undefined ? from.y : from.y + ((x - from.x) / (to.x - from.x)) * (to.y - from.y);
}

/** The value of the first point at or beyond x: precision holds back to the recall before it. */
const stepped = (curve: readonly CurvePoint[], x: number): number =>
  (curve.find((point) => point.x >= x - 1e-12) ?? curve.at(-1)!).y;

/** Sensitivity over 1 − specificity in percent, as points of a line chart. */
export const meanRoc = (blocks: readonly Classed[], classes: number): LinePoint[] =>
  meanCurve(
    blocks.flatMap(({ y, values }) => classesOf(classes).map((code) => rocCurve(y, values, code))),
    straight,
  );

/** Precision over recall in percent. */
export const meanPrecisionRecall = (blocks: readonly Classed[], classes: number): LinePoint[] =>
  meanCurve(
    blocks.flatMap(({ y, values }) =>
      classesOf(classes).map((code) => precisionRecallCurve(y, values, code)),
    ),
    stepped,
  );

/** How often right over how sure in percent, the rows of all seeds together; bins of fewer than five rows are noise. */
export const meanReliability = (blocks: readonly Classed[]): LinePoint[] => {
  const y = Int32Array.from(blocks.flatMap((block) => [...block.y]));
  if (y.length === 0) return [];
  const values = Float64Array.from(blocks.flatMap((block) => [...block.values]));
  return reliability(y, values)
    .filter(({ count }) => count >= 5)
    .map(({ confidence, accuracy }) => ({ x: 100 * confidence, y: accuracy }));
};
