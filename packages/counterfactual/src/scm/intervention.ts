import { MimmxError, suggest } from '@mimmx/core';
import { type Attribute, requireValues } from './attributes.ts';
import { requireNode } from './graph.ts';

/** What attributes are set to: a number, a label, or a value for every row. */
export type Intervention = Readonly<Record<string, number | string | Float64Array>>;

/** Least and greatest value seen while fitting, and how often each class was seen. */
export interface Seen {
  readonly low: number;
  readonly high: number;
  readonly counts?: Float64Array;
}

/**
 * The intervention as one value per row.
 *
 * @throws E_UNKNOWN_NODE, E_BAD_VALUE if a value is of the wrong kind, E_LENGTH_MISMATCH
 */
export function resolveIntervention(
  intervention: Intervention,
  attributes: Readonly<Record<string, Attribute>>,
  rows: number,
): Readonly<Record<string, Float64Array>> {
  const names = Object.keys(attributes);
  return Object.fromEntries(
    Object.entries(intervention).map(([name, value]) => {
      const attribute = attributes[requireNode(name, names)]!;
      const values =
        typeof value === 'object' ? value : new Float64Array(rows).fill(codeOf(attribute, value));
      if (values.length !== rows) {
        throw new MimmxError(
          'E_LENGTH_MISMATCH',
          `do(${name}) has ${values.length} values for ${rows} rows. Give one value, or one per row.`,
        );
      }
      requireValues(attribute, values);
      if (values.some(Number.isNaN)) {
        throw new MimmxError(
          'E_BAD_VALUE',
          `do(${name}) has a missing value. Set it to a value in every row.`,
        );
      }
      return [name, values];
    }),
  );
}

function codeOf(attribute: Attribute, value: number | string): number {
  if (typeof value === 'number') return value;
  if (attribute.kind === 'continuous') {
    throw new MimmxError(
      'E_BAD_VALUE',
      `do(${attribute.name}) is "${value}", but it is a number. Give a number.`,
    );
  }
  const code = attribute.labels.indexOf(value);
  if (code >= 0) return code;
  throw new MimmxError(
    'E_BAD_VALUE',
    `do(${attribute.name}) has no class "${value}". ${suggest(value, attribute.labels)}`,
  );
}

/** One sentence for each attribute that is set to what no training row had. */
export function warnOfUnseen(
  values: Readonly<Record<string, Float64Array>>,
  attributes: Readonly<Record<string, Attribute>>,
  seen: Readonly<Record<string, Seen>>,
): string[] {
  return Object.entries(values).flatMap(([name, column]) => {
    const known = seen[name];
    const attribute = attributes[name]!;
    if (!known) return [];
    const outside = column.filter((value) =>
      known.counts ? known.counts[value] === 0 : value < known.low || value > known.high,
    );
    if (outside.length === 0) return [];
    const first = outside[0]!;
    return attribute.kind === 'categorical'
      ? [
          `do(${name}) sets ${outside.length} rows to "${attribute.labels[first]}", which no training row had.`,
        ]
      : [
          `do(${name}) sets ${outside.length} rows outside the range seen, ${known.low} to ${known.high} (for example ${first}): the result is extrapolated.`,
        ];
  });
}
