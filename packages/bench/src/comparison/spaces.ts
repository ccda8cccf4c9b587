import { type Random, shapeSchema } from '@mimmx/core';

/** Draws one value of an option. */
export type Sample = (random: Random) => unknown;

/** What an option says of itself where it is declared with a range: a value that can be drawn from. */
interface Declared {
  readonly shape?: Readonly<Record<string, { meta?(): { readonly space?: { sample: Sample } } | undefined }>>;
}

/**
 * How to draw each option of a method that declares where to search. Widths and forms of features are not among them:
 * they are those of the protocol, the same for every method.
 */
export function spacesOf({ options }: { readonly options: unknown }): Record<string, Sample> {
  const { shape = {} } = options as Declared;
  const declared = Object.entries(shape).flatMap(([option, field]) => {
    const space = option in shapeSchema.shape ? undefined : field.meta?.()?.space;
    return space ? [[option, (random: Random) => space.sample(random)] as const] : [];
  });
  return Object.fromEntries(declared);
}
