import type { ModelDescription, OutputDescription } from './description.ts';

/** What an output says of one image. */
export interface Said {
  /** Name of the variable, e.g. `sex`. */
  readonly name: string;
  /** Of a categorical variable: its classes in order, with probabilities that sum to 1. */
  readonly classes?: readonly { readonly name: string; readonly probability: number }[];
  /** The most probable class. */
  readonly label?: string;
  /** Of a continuous variable. */
  readonly value?: number;
  readonly unit?: string;
}

/** What a model says of one image. */
export interface Saying {
  /** Of the variable that it was trained for. */
  readonly y: Said;
  /** What the heads of the confounders read from the features of y: near chance if these do not carry them. */
  readonly confounders: readonly Said[];
  /** f_y. */
  readonly features: Float32Array;
}

/** Ending of the outputs of confounder heads. */
const SWITCHED = /_from_features$/;

/** Outputs of a model that speak of a variable: y first, then the confounders whose heads read f_y. */
export const speaking = ({ outputs, task }: Pick<ModelDescription, 'outputs' | 'task'>) =>
  outputs.flatMap((output, i) => {
    if (i === 0) return [{ output, name: task.y.name }];
    return SWITCHED.test(output.name) ? [{ output, name: output.name.replace(SWITCHED, '') }] : [];
  });

function said(name: string, { classes, unit }: OutputDescription, values: Float32Array): Said {
  if (!classes) return { name, value: values[0]!, ...(unit === undefined ? {} : { unit }) };
  const best = values.indexOf(Math.max(...values));
  return {
    name,
    classes: classes.map((label, i) => ({ name: label, probability: values[i]! })),
    label: classes[best]!,
  };
}

/** Puts numbers of the outputs into words, image by image. */
export function sayings(
  description: Pick<ModelDescription, 'outputs' | 'task'>,
  found: Readonly<Record<string, Float32Array>>,
  count: number,
): Saying[] {
  const features = description.outputs[1]!;
  const row = ({ name, width }: OutputDescription, i: number) =>
    found[name]!.slice(i * width, (i + 1) * width);
  return Array.from({ length: count }, (_, i) => {
    const [y, ...confounders] = speaking(description).map(({ output, name }) =>
      said(name, output, row(output, i)),
    );
    return { y: y!, confounders, features: row(features, i) };
  });
}
