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
  return texts.map((text) => {
    const parts = text.split(',').map((part) => readPart(part, text, attributes));
    const twice = parts.find(([name], i) => parts.findIndex(([other]) => other === name) < i);
    if (twice) {
      throw new UsageError(
        `--do ${text}: "${twice[0]}" is set twice. Write --do once for each value, as in --do sex=male --do sex=female.`,
      );
    }
    return { text, intervention: Object.fromEntries(parts) };
  });
}

/** A part, numbers of continuous attributes as such: what is none stays text, which the causal model refuses by name. */
function readPart(
  part: string,
  text: string,
  attributes: Readonly<Record<string, Attribute>>,
): [string, string | number] {
  const at = part.indexOf('=');
  if (at < 1) throw new UsageError(`--do ${text}: say NAME=VALUE, as in --do sex=male,age=60.`);
  const [name, value] = [part.slice(0, at).trim(), part.slice(at + 1).trim()];
  const number = value === '' ? Number.NaN : Number(value);
  return [name, attributes[name]?.kind === 'continuous' && !Number.isNaN(number) ? number : value];
}
