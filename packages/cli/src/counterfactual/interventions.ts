import type { Attribute, Intervention } from '@mimmx/counterfactual';
import { UsageError } from '../usage-error.ts';

/** An intervention as a user typed it, and what it means. */
export interface TypedIntervention {
  readonly text: string;
  readonly intervention: Intervention;
}

/**
 * Reads `sex=male` or `sex=male,age=60`: each `--do` is one intervention, on one node or several at once. What nodes and
 * values there are is checked by the causal model.
 */
export function readInterventions(
  texts: readonly string[],
  attributes: Readonly<Record<string, Attribute>>,
): TypedIntervention[] {
  return texts.map((text) => ({
    text,
    intervention: Object.fromEntries(text.split(',').map((part) => readPart(part, text, attributes))),
  }));
}

/** Reads `name=value` parts of known attributes, in codes; NaN where nothing is given. */
function readPart(
  part: string,
  text: string,
  attributes: Readonly<Record<string, Attribute>>,
): [string, string | number] {
  const at = part.indexOf('=');
  if (at < 1) throw new UsageError(`--do ${text}: say NAME=VALUE, as in --do sex=male,age=60.`);
  const [name, value] = [part.slice(0, at).trim(), part.slice(at + 1).trim()];
  return [name, attributes[name]?.kind === 'continuous' && value !== '' ? Number(value) : value];
}
