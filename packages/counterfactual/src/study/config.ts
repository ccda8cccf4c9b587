import { validate } from '@mimmx/core';
import { dataSchema } from '@mimmx/data';
import { z } from 'zod';
import { type StudyConfig, studySchema } from './settings.ts';

const choice = z.union([
  z.string().transform((name) => ({ name, options: {} as Record<string, unknown> })),
  z.strictObject({ name: z.string(), options: z.record(z.string(), z.unknown()).default({}) }),
]);

/**
 * A generator of counterfactual images, one object: which images, which attributes and how they depend on each other,
 * which image model and which fine-tunings. The attributes are the task's y and confounders, so that a generator and a
 * classifier of one `data` section learn from the same patients.
 */
export const generatorSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[\w][\w.-]*$/, 'use letters, digits, ".", "_" and "-"')
    .default('generator'),
  question: z.string().default(''),
  /** Plugin packages to load, by name. */
  plugins: z.array(z.string()).default([]),
  backend: choice.optional(),
  dataset: choice,
  data: dataSchema,
  /** Parents of each attribute that has any; all attributes are parents of the image. */
  parents: z.record(z.string(), z.array(z.string()).min(1)).default({}),
  /** Mechanisms by attribute, where another than the default is wanted. */
  mechanisms: z.record(z.string(), choice).default({}),
  /** The test set that it is judged on: `balanced` if there is one, else the first. */
  judgeOn: z.string().optional(),
  ...studySchema.shape,
});

export type GeneratorInput = z.input<typeof generatorSchema>;
export type GeneratorConfig = z.output<typeof generatorSchema>;

/** Types a config file of a generator: `export default defineGenerator({ … })`. */
export const defineGenerator = (config: GeneratorInput): GeneratorInput => config;

/** Checks a config and fills in its defaults. @throws E_OPTION with the path and a suggestion */
export const resolveGenerator = (config: unknown): GeneratorConfig =>
  validate(generatorSchema, config, 'Config of a generator');

/** What of a generator's config its study decides: all of it that a study knows. */
export const studyOf = (config: GeneratorConfig): StudyConfig =>
  studySchema.parse(
    Object.fromEntries(Object.keys(studySchema.shape).map((key) => [key, config[key as keyof StudyConfig]])),
  );
