import { type CellFactor, MimmxError, makesCells, option, options, strataOf, suggest } from '@mimmx/core';
import { z } from 'zod';
import type { ResolvedConfounder, ResolvedTask } from './resolved-task.ts';
import { strengthSchema } from './task-schema.ts';

const jointSchema = options({
  joint: option(
    z
      .array(
        options({
          y: option(z.string(), { description: 'Class of y, by its label.' }),
          z: option(z.record(z.string(), z.string()), {
            description: 'Class of each controlled confounder, by its label.',
          }),
          share: option(z.number(), { description: 'Share of the images; scaled so that all add up to 1.' }),
        }),
      )
      .min(1),
    {
      description:
        'The full joint table: every combination of y and the controlled confounders that shall occur.',
    },
  ),
});

/**
 * What distribution of (y, z) a set shall have.
 * - `induced`: the strengths declared in the task.
 * - `trained`: that of the training set.
 * - `inverted`: that of the training set with each controlled z moved on by one class (binary: 1 − strength).
 * - `balanced`: every z that makes cells independent of y and of the others, all classes (or bins) equally often.
 * - `natural`: as found.
 * - a number, or one per confounder: strengths in place of the declared ones.
 * - `{ joint: [...] }`: a full joint table.
 */
export const distributionSchema = z.union(
  [
    z.enum(['induced', 'trained', 'inverted', 'balanced', 'natural']),
    z.number(),
    jointSchema,
    z.record(z.string(), strengthSchema),
  ],
  {
    error:
      'give induced, trained, inverted, balanced, natural, a strength, strengths by confounder, or { joint: [...] }',
  },
);

export type Distribution = z.output<typeof distributionSchema>;

/** One confounder under control. */
export interface Controlled {
  /** Index into the task's z. */
  readonly index: number;
  readonly confounder: ResolvedConfounder;
  /** Its classes, or the bins that take their place. */
  readonly strata: CellFactor;
}

/** A distribution made definite. Controlled confounders stand in the order observed, then settable. */
export type Target =
  | { readonly kind: 'natural' }
  | {
      readonly kind: 'product';
      readonly controlled: readonly Controlled[];
      /** P(z_i | y): for each controlled confounder, [classes of y][classes of z]. */
      readonly conditionals: readonly (readonly (readonly number[])[])[];
    }
  | {
      readonly kind: 'joint';
      readonly controlled: readonly Controlled[];
      readonly cells: readonly {
        readonly y: number;
        readonly codes: readonly number[];
        readonly share: number;
      }[];
    };

/**
 * P(z | y) for a strength s: the class of z that belongs to y has s, the others share 1 − s evenly.
 * To class k of K belongs class ⌊k·M / K⌋ of M: the same code where K = M, so that s = P(z = y).
 */
export function conditional(classesY: number, classesZ: number, strength: number): number[][] {
  return Array.from({ length: classesY }, (_, y) => {
    const own = Math.floor((y * classesZ) / classesY);
    return Array.from({ length: classesZ }, (__, code) =>
      code === own ? strength : (1 - strength) / (classesZ - 1),
    );
  });
}

/**
 * Makes a distribution definite for a task.
 *
 * @param where the set it is for, for messages: `shifts.inverted`
 * @param trained the training set's target, for `trained` and `inverted`
 * @throws E_STRENGTH for a strength outside 0 to 1, on a number without bins, or missing where one is needed
 */
export function resolveTarget(
  distribution: Distribution,
  resolved: ResolvedTask,
  where: string,
  trained?: Target,
): Target {
  const target = resolveAny(distribution, resolved, where, trained);
  const controlled = target.kind === 'natural' ? [] : target.controlled;
  resolved.z.forEach((confounder, index) => {
    if (confounder.source === 'column' || controlled.some((one) => one.index === index)) return;
    throw new MimmxError(
      'E_STRENGTH',
      `${where}: confounder "${confounder.factor.name}" is set, not observed, so it has no natural distribution. ` +
        'Give it a strength, e.g. strength: 0.9.',
    );
  });
  return target;
}

function resolveAny(
  distribution: Distribution,
  resolved: ResolvedTask,
  where: string,
  trained: Target | undefined,
): Target {
  if (distribution === 'natural') return { kind: 'natural' };
  if (distribution === 'trained' || distribution === 'inverted') {
    if (!trained) {
      throw new MimmxError(
        'E_STRENGTH',
        `${where}: "${distribution}" refers to the training set. Use "induced".`,
      );
    }
    return distribution === 'trained' ? trained : invert(trained, where);
  }
  if (distribution === 'balanced') {
    return product(
      resolved,
      ({ factor }) => (makesCells(factor) ? 1 / strataOf(factor).classes : undefined),
      where,
    );
  }
  if (distribution === 'induced') return product(resolved, ({ strength }) => strength, where);
  if (typeof distribution === 'number')
    return product(resolved, strengthForAll(distribution, resolved), where);
  if (isJoint(distribution)) return jointTarget(distribution.joint, resolved, where);
  const names = resolved.z.map(({ factor }) => factor.name);
  for (const name of Object.keys(distribution)) {
    if (!names.includes(name)) {
      throw new MimmxError(
        'E_UNKNOWN_FACTOR',
        `${where}: the task has no confounder "${name}". ${suggest(name, names)}`,
      );
    }
  }
  const strengths = distribution as Readonly<Record<string, number | 'natural'>>;
  return product(
    resolved,
    ({ factor, source, strength }) => {
      const given = strengths[factor.name] ?? (source === 'settable' ? strength : undefined);
      return given === 'natural' ? undefined : given;
    },
    where,
  );
}

const isJoint = (distribution: object): distribution is z.output<typeof jointSchema> =>
  Array.isArray((distribution as { joint?: unknown }).joint);

/** One number is for every confounder under control; where nothing is under control yet, for every one that makes cells. */
function strengthForAll(strength: number, resolved: ResolvedTask) {
  const isDeclared = (one: ResolvedConfounder) => one.source === 'settable' || one.strength !== undefined;
  const some = resolved.z.some(isDeclared);
  return (one: ResolvedConfounder) =>
    some ? (isDeclared(one) ? strength : undefined) : makesCells(one.factor) ? strength : undefined;
}

function product(
  resolved: ResolvedTask,
  strengthOf: (confounder: ResolvedConfounder) => number | undefined,
  where: string,
): Target {
  const chosen = resolved.z.flatMap((confounder, index) => {
    const strength = strengthOf(confounder);
    return strength === undefined
      ? []
      : [{ ...control(confounder, index, where), strength: checked(strength, confounder, where) }];
  });
  if (chosen.length === 0) return { kind: 'natural' };
  const controlled = observedFirst(chosen);
  return {
    kind: 'product',
    controlled,
    conditionals: controlled.map(({ strata, strength }) =>
      conditional(strataOf(resolved.task.y).classes, strata.classes, strength),
    ),
  };
}

function checked(strength: number, { factor }: ResolvedConfounder, where: string): number {
  if (strength >= 0 && strength <= 1) return strength;
  throw new MimmxError(
    'E_STRENGTH',
    `${where}: strength ${strength} of "${factor.name}" is not a probability. P(z = y) lies between 0 and 1; ` +
      '0.5 is no correlation for two classes.',
  );
}

function control(confounder: ResolvedConfounder, index: number, where: string): Controlled {
  const { factor } = confounder;
  if (makesCells(factor)) return { index, confounder, strata: strataOf(factor) };
  throw new MimmxError(
    'E_STRENGTH',
    `${where}: confounder "${factor.name}" is continuous and makes no cells. Give it bins (bins: 2), cut it into ` +
      'classes (cuts: [60]), or leave its strength away.',
  );
}

const observedFirst = <T extends Controlled>(controlled: readonly T[]): T[] => [
  ...controlled.filter(({ confounder }) => confounder.source === 'column'),
  ...controlled.filter(({ confounder }) => confounder.source === 'settable'),
];

/** Moves every controlled z on by one class: what went with one class of y goes with the next class's. */
function invert(target: Target, where: string): Target {
  if (target.kind === 'natural') {
    throw new MimmxError(
      'E_STRENGTH',
      `${where}: the training set is natural, no strength was induced that could be inverted. ` +
        `Give strengths (${where}: 0.1) or leave this shift out.`,
    );
  }
  const { controlled } = target;
  if (target.kind === 'product') {
    const turn = (row: readonly number[]) => row.map((_, code) => row.at(code - 1) ?? 0);
    return { ...target, conditionals: target.conditionals.map((rows) => rows.map(turn)) };
  }
  const next = (code: number, i: number) => (code + 1) % (controlled[i]?.strata.classes ?? 1);
  return { ...target, cells: target.cells.map((cell) => ({ ...cell, codes: cell.codes.map(next) })) };
}

function jointTarget(
  joint: z.output<typeof jointSchema>['joint'],
  resolved: ResolvedTask,
  where: string,
): Target {
  const named = new Set(joint.flatMap((cell) => Object.keys(cell.z)));
  const names = resolved.z.map(({ factor }) => factor.name);
  for (const name of named) {
    if (names.includes(name)) continue;
    throw new MimmxError(
      'E_UNKNOWN_FACTOR',
      `${where}.joint: the task has no confounder "${name}". ${suggest(name, names)}`,
    );
  }
  const controlled = observedFirst(
    resolved.z.flatMap((confounder, index) =>
      named.has(confounder.factor.name) ? [control(confounder, index, where)] : [],
    ),
  );
  const total = joint.reduce((sum, { share }) => sum + share, 0);
  if (joint.some(({ share }) => !(share >= 0)) || !(total > 0)) {
    throw new MimmxError('E_STRENGTH', `${where}.joint: shares must be 0 or more, and not all 0.`);
  }
  const code = (factor: CellFactor, label: string | undefined): number => {
    const found = factor.labels.indexOf(label ?? '');
    if (found !== -1) return found;
    throw new MimmxError(
      'E_UNKNOWN_VALUE',
      `${where}.joint: "${factor.name}" has no class "${label ?? '(none given)'}". ` +
        `It has: ${factor.labels.join(', ')}.`,
    );
  };
  const cells = joint.map((cell) => ({
    y: code(strataOf(resolved.task.y), cell.y),
    codes: controlled.map(({ strata }) => code(strata, cell.z[strata.name])),
    share: cell.share / total,
  }));
  const keys = cells.map((cell) => [cell.y, ...cell.codes].join());
  const twice = keys.findIndex((key, i) => keys.indexOf(key) !== i);
  if (twice !== -1) {
    throw new MimmxError(
      'E_STRENGTH',
      `${where}.joint: cell ${JSON.stringify(joint[twice])} is given twice.`,
    );
  }
  return { kind: 'joint', controlled, cells };
}
