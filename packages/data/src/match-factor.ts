import { type CategoricalFactor, type Factor, MimmxError } from '@mimmx/core';
import { type ClassVariable, MISSING, type NumberVariable } from './variable.ts';

/** Their class → the model's; null leaves rows of that class out. */
export type ClassMapping = Readonly<Record<string, string | null>>;

const listed = (labels: readonly string[]): string => labels.join(', ');

/**
 * A column of other data in the terms of a factor that a model was trained with: classes by name, never by place.
 *
 * @returns codes of the factor (−1 missing or left out), or numbers (NaN missing)
 * @throws E_CLASSES if one is classes and the other numbers, units differ, or rows have a class that the factor lacks
 *   and `mapping` does not name
 */
export function matchFactor(
  factor: Factor,
  variable: ClassVariable | NumberVariable,
  mapping: ClassMapping = {},
): Int32Array | Float32Array {
  const { name } = factor;
  if (factor.kind !== variable.kind) {
    const kind = (is: Factor['kind']) => (is === 'categorical' ? 'classes' : 'numbers');
    throw new MimmxError(
      'E_CLASSES',
      `The model knows "${name}" as ${kind(factor.kind)}, and these data have ${kind(variable.kind)}. Read the column with values, cuts or positive as in training.`,
    );
  }
  if (variable.kind === 'categorical') return matchClasses(factor as CategoricalFactor, variable, mapping);
  const unit = factor.kind === 'continuous' ? factor.unit : undefined;
  if (unit !== undefined && variable.unit !== undefined && unit !== variable.unit) {
    throw new MimmxError(
      'E_CLASSES',
      `The model knows "${name}" in ${unit}, and these data have it in ${variable.unit}. Convert the column.`,
    );
  }
  return variable.values;
}

function matchClasses(
  { name, labels }: CategoricalFactor,
  variable: ClassVariable,
  mapping: ClassMapping,
): Int32Array {
  const target = Object.entries(mapping).find(([, to]) => to !== null && !labels.includes(to));
  if (target) {
    throw new MimmxError(
      'E_CLASSES',
      `The mapping of "${name}" leads to "${target[1]}", which the model does not know. Its classes: ${listed(labels)}.`,
    );
  }
  const source = Object.keys(mapping).find((from) => !variable.labels.includes(from));
  if (source !== undefined) {
    throw new MimmxError(
      'E_CLASSES',
      `The mapping of "${name}" names "${source}", which these data do not have. Their classes: ${listed(variable.labels)}.`,
    );
  }
  const occurring = new Set(variable.codes);
  const unknown: string[] = [];
  const codes = variable.labels.map((label, code) => {
    const to = Object.hasOwn(mapping, label) ? mapping[label]! : label;
    if (to === null) return MISSING;
    const known = labels.indexOf(to);
    if (known < 0 && occurring.has(code)) unknown.push(label);
    return known;
  });
  if (unknown.length > 0) {
    throw new MimmxError(
      'E_CLASSES',
      `The model was trained on ${name} (${listed(labels)}), and these data have ${name} (${listed(variable.labels)}). Say which of the model's classes each of ${listed(unknown)} is, as in --map "${name}: ${unknown[0]}=…", or leave its rows out.`,
    );
  }
  return variable.codes.map((code) => (code < 0 ? MISSING : codes[code]!));
}
