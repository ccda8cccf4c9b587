import { MimmxError } from '@mimmx/core/contracts';
import type { MeasureRow } from '../record/row.ts';
import { groupCodes } from './groups.ts';
import { appliesTo, type Measure, type MeasureFamily, type Partition } from './measure.ts';
import { groupsOf } from './parted.ts';
import type { Predicted, RowStructure } from './predicted.ts';
import { type Sample, sampleOf } from './sample.ts';

/** The rows of one resample, whole and parted: `groups`, and one for each confounder by its name. */
export type Samples = (view: string) => Sample;

/** One row of the record to be: what it says of itself, and how its value is taken. */
export interface Line {
  readonly row: Pick<MeasureRow, 'measure' | 'factor' | 'group' | 'count'>;
  readonly better: Measure['better'];
  /** Absent where the measure has no meaning; `note` says why. */
  readonly of?: (samples: Samples) => number;
  readonly note?: string;
}

const WHOLE = 'whole';
const GROUPS = 'groups';
const confounder = (name: string) => `z ${name}`;

/**
 * Which rows of the record the measures give on these predictions, and the samples that they are taken from.
 *
 * @throws `E_THRESHOLD_SET` for a threshold that was fitted to this very set
 */
export function measureRows(
  predicted: Predicted,
  structure: RowStructure,
  measures: readonly (Measure | MeasureFamily)[],
): { readonly lines: readonly Line[]; weighted(weights: Float64Array): Samples } {
  const { z = [] } = structure;
  const whole = sampleOf(predicted.y, predicted.values);
  const parts = groupsOf(predicted, structure);
  const views = new Map([[WHOLE, whole]]);
  if (parts !== undefined) views.set(GROUPS, whole.parted(parts));
  for (const factor of z) {
    const { codes, labels } = groupCodes([factor]);
    views.set(confounder(factor.name), whole.parted({ codes, labels }));
  }
  const viewsOf = (partition: Partition | undefined): { view: string; factor?: string }[] => {
    if (partition === undefined) return [{ view: WHOLE }];
    if (partition === 'groups') return parts === undefined ? [] : [{ view: GROUPS }];
    return z.map(({ name }) => ({ view: confounder(name), factor: name }));
  };

  const lines = measures.flatMap((entry): Line[] => {
    const measure = entry.kind === 'measure' ? entry : entry.measure;
    const { better, fittedOn } = measure;
    if (fittedOn === predicted.set) {
      throw new MimmxError(
        'E_THRESHOLD_SET',
        `"${measure.name}" was fitted to the set "${fittedOn}" and cannot be measured there. Fit it to another set.`,
      );
    }
    const refused = (note: string): Line[] => [
      { row: { measure: measure.name, count: whole.rows }, better, note },
    ];
    if (!appliesTo(measure, whole)) return refused(noMeaning(measure, whole));
    const seen = viewsOf(entry.parts);
    if (seen.length === 0) return refused('no confounder with classes or bins is known for these rows');
    return seen.flatMap(({ view, factor }): Line[] => {
      const about = { measure: measure.name, ...(factor === undefined ? {} : { factor }) };
      if (entry.kind === 'measure') {
        return [{ row: { ...about, count: whole.rows }, better, of: (samples) => entry.of(samples(view)) }];
      }
      return entry.members(views.get(view)!).map(({ group, count, of }) => ({
        row: { ...about, group, count },
        better,
        of: (samples) => of(samples(view)),
      }));
    });
  });
  return {
    lines,
    weighted(weights) {
      const made = new Map<string, Sample>();
      return (view) => {
        const sample = made.get(view) ?? views.get(view)!.weighted(weights);
        made.set(view, sample);
        return sample;
      };
    },
  };
}

function noMeaning({ for: kinds }: Measure, { kind, classes }: Sample): string {
  const y = kind === 'number' ? 'a number' : `one of ${classes} classes`;
  const wanted = kinds.map((k) =>
    k === 'number' ? 'a number' : k === 'classes' ? 'a class' : 'one of two classes',
  );
  return `no meaning here: y is ${y}, the measure is for ${wanted.join(' or ')}`;
}
