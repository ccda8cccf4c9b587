import { type CellFactor, makesCells, strataOf, type Task } from '@mimmx/core';

/** Numbering of the groups (combinations of y and the z that make cells): y-major, the last z running fastest. */
export interface Groups {
  readonly count: number;
  /** y, then the confounders that make cells, in the task's order. */
  readonly factors: readonly CellFactor[];
  /** Code of each factor in a group. */
  codes(group: number): number[];
  /** Label of each factor by name: `{ y: 'sick', sex: 'F' }` under the factors' names. */
  labels(group: number): Record<string, string>;
  /** Number of the group with these codes, −1 if one of them is missing. */
  index(codes: readonly number[]): number;
}

/** The groups of a task. Of a number its bins make them; a confounder without any makes none. */
export function groupsOf(task: Task): Groups {
  const factors = [task.y, ...task.z.filter(makesCells)].map(strataOf);
  const count = factors.reduce((product, { classes }) => product * classes, 1);
  const codes = (group: number): number[] => {
    let rest = group;
    return factors
      .map(({ classes }) => classes)
      .reverse()
      .map((classes) => {
        const code = rest % classes;
        rest = (rest - code) / classes;
        return code;
      })
      .reverse();
  };
  return {
    count,
    factors,
    codes,
    labels: (group) =>
      Object.fromEntries(codes(group).map((code, i) => [factors[i]?.name, factors[i]?.labels[code] ?? ''])),
    index: (parts) =>
      parts.some((code) => code < 0)
        ? -1
        : parts.reduce((group, code, i) => group * (factors[i]?.classes ?? 1) + code, 0),
  };
}

/** A value in words: `sex = F`, or `age >= 60` where the label is a comparison itself. */
export const valueName = (name: string, label: string | undefined): string =>
  /^[<>]/.test(label ?? '') ? `${name} ${label}` : `${name} = ${label}`;

/** A group in words: `digit >= 5, thickness = thick`. */
export const groupName = (groups: Groups, group: number): string =>
  Object.entries(groups.labels(group))
    .map(([name, label]) => valueName(name, label))
    .join(', ');
