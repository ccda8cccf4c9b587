import { meanOfDefined } from '../measures/measure.ts';
import { largestOf } from './largest-of.ts';
import type { ProbeTarget } from './probe.ts';

/** How well scores read z: balanced accuracy over the classes that occur, or R² of numbers. */
export function reads(scores: Float64Array, target: ProbeTarget): number {
  if (target.kind === 'number') {
    const { values } = target;
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const spread = values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
    const residual = values.reduce((sum, v, i) => sum + (v - scores[i]!) ** 2, 0);
    return spread > 0 ? 1 - residual / spread : Number.NaN;
  }
  const hits = new Float64Array(target.classes);
  const n = new Float64Array(target.classes);
  largestOf(scores, target.classes).forEach((code, row) => {
    const truth = target.codes[row]!;
    n[truth]!++;
    if (code === truth) hits[truth]!++;
  });
  return meanOfDefined([...hits].map((h, c) => h / n[c]!));
}
