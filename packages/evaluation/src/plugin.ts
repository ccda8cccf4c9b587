import { defineKind, definePlugin } from '@mimmx/core/contracts';
import * as measures from './measures/index.ts';
import { MEASURE_CONTRACT, type Measure, type MeasureOptions } from './measures/measure.ts';
import { selectionRules } from './selection/index.ts';
import type { Selection, SelectionOptions } from './selection/selection.ts';

declare module '@mimmx/core' {
  interface Kinds {
    measure: { context: unknown; product: Measure; definition: Measure; options: MeasureOptions };
    selection: { context: unknown; product: Selection; definition: Selection; options: SelectionOptions };
  }
}

/** Numbers that say how good predictions are. */
export const measureKind = defineKind('measure', MEASURE_CONTRACT);

/** Rules that pick the weights that are judged. */
export const selectionKind = defineKind('selection', MEASURE_CONTRACT);

const exported: readonly unknown[] = Object.values(measures);
const isMeasure = (value: unknown): value is Measure =>
  typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'measure';

/**
 * The kinds of this package, and what it has of each. A registry that uses it takes measures and selection rules of
 * other plugins.
 */
export const evaluationPlugin = definePlugin({
  name: '@mimmx/evaluation',
  kinds: [measureKind, selectionKind],
  provides: [...exported.filter(isMeasure), ...selectionRules],
});
