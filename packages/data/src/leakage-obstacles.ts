import type { Task } from '@mimmx/core';
import type { SampleSet } from './samples.ts';

/** The set on which y and z are independent, where alone a probe's success means that f_y carries z. */
export const leakageSet = (shifts: Readonly<Record<string, unknown>>): string =>
  'balanced' in shifts ? 'balanced' : Object.keys(shifts).at(-1)!;

/**
 * Why the leakage of a confounder cannot be measured on a set: fresh probes are fitted to half of the patients and
 * judged on the others, so that every class needs two. Null if it can.
 */
export function leakageObstacle(set: SampleSet, task: Task, index: number): string | null {
  const [factor, values] = [task.z[index]!, set.z[index]!];
  /** Class of each patient's first row with a known value, as the probes divide them. */
  const classOf = new Map<number, number>();
  for (const [i, value] of values.entries()) {
    const isKnown = factor.kind === 'categorical' ? value >= 0 : !Number.isNaN(value);
    if (isKnown && !classOf.has(set.patients[i]!))
      classOf.set(set.patients[i]!, factor.kind === 'categorical' ? value : 0);
  }
  const patients = new Map<number, number>();
  for (const code of classOf.values()) patients.set(code, (patients.get(code) ?? 0) + 1);
  const known = new Set(values instanceof Int32Array ? values.filter((code) => code >= 0) : [0, 1]);
  const labelOf = (code: number | undefined): string =>
    factor.kind === 'categorical' ? `"${factor.labels[code ?? 0]}"` : 'a known value';
  if (known.size === 0 || classOf.size === 0) return 'no image has a value';
  if (known.size < 2) return `all of its images have ${labelOf([...known][0])}`;
  const scarce = [...patients].find(([, count]) => count < 2);
  return scarce ? `only one patient has ${labelOf(scarce[0])}, and a probe needs two` : null;
}

/** A sentence for each confounder whose leakage cannot be measured. */
export function leakageNotes(shifts: Readonly<Record<string, SampleSet>>, task: Task): string[] {
  const name = leakageSet(shifts);
  const set = shifts[name];
  if (!set) return [];
  return task.z.flatMap((factor, i) => {
    const obstacle = leakageObstacle(set, task, i);
    return obstacle === null
      ? []
      : [`Leakage of "${factor.name}" cannot be measured on set "${name}": ${obstacle}.`];
  });
}
