import type { Task } from '@mimmx/core';
import type { SampleSet } from './samples.ts';

const SHOWN = 5;

/** A sentence for each set that lacks classes of the primary task, since what is measured there is not of all of it. */
export function absentClasses(sets: readonly SampleSet[], { y }: Task): string[] {
  if (y.kind !== 'categorical') return [];
  return sets.flatMap((set) => {
    const there = new Set(set.y);
    const quoted = (labels: readonly string[]) => labels.map((label) => `"${label}"`).join(', ');
    const absent = y.labels.filter((_, code) => !there.has(code));
    if (absent.length === 0 || set.rows.length === 0) return [];
    const more = absent.length > SHOWN ? ` and ${absent.length - SHOWN} more` : '';
    const [only] = there.size === 1 ? there : [];
    const alone =
      only === undefined
        ? ''
        : `: all of its ${set.rows.length} images are ${quoted([y.labels[only]!])}, and AUROC is not defined there`;
    return [
      `Set "${set.name}" has no image of ${quoted(absent.slice(0, SHOWN))}${more} of "${y.name}"${alone}.`,
    ];
  });
}
