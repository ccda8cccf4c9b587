import { MimmxError, type Registry, validate } from '@mimmx/core';

/** A data set by name, with options. */
export interface DatasetChoice {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** What of the options of a data set of files says how images are prepared; the rest is about its table. */
const PREPARATION = ['image', 'slices', 'normalise'] as const;

/** The options that say how images are prepared. */
export const preparationOf = ({ options }: DatasetChoice): Record<string, unknown> =>
  Object.fromEntries(PREPARATION.filter((name) => name in options).map((name) => [name, options[name]]));

/**
 * Where other data are prepared otherwise than those of the training, in sentences: a model cannot know it, and will
 * be wrong without a word.
 *
 * @param trained completed with defaults
 */
export function preparationNotes(
  registry: Registry,
  trained: DatasetChoice,
  other: DatasetChoice,
): readonly string[] {
  const { options } = registry.get('dataset', other.name);
  const own = preparationOf({
    name: other.name,
    options: validate(options, other.options, `dataset "${other.name}"`) as Record<string, unknown>,
  });
  return Object.entries(preparationOf(trained)).flatMap(([name, value]) => {
    if (!(name in own)) return [];
    const [then, now] = [value, own[name]].map((one) => JSON.stringify(one));
    if (then !== now)
      return [`Images are prepared otherwise than in training: ${name} was ${then} and is ${now}.`];
    if (now !== '"data-set"') return [];
    return [`${name} "data-set" takes the mean and sd of these images, not of those of the training.`];
  });
}

/** @throws E_PREDICT if an image cannot be prepared alone */
export function requireOwnPreparation({ name, options }: DatasetChoice): void {
  if (options.normalise !== 'data-set') return;
  throw new MimmxError(
    'E_PREDICT',
    `Data set "${name}" normalises by the mean and sd of all its images, which single files do not have. Name a table of images with --data.`,
  );
}
