import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { z } from 'zod';
import type { OptionMeta, Space } from '../contracts/index.ts';
import { type JsonSchema, jsonSchemaOf } from './json-schema.ts';
import { typeWords } from './type-words.ts';

/** What is known of an option. */
export interface OptionFact {
  /** With the options that it lies in: `warmup.steps`, `task.z[].strength`, `methods.NAME.options`. */
  readonly name: string;
  /** What it takes, in words. */
  readonly type: string;
  /** Whether it must be given, where the option that it lies in is. */
  readonly required: boolean;
  /** Absent where there is none. */
  readonly default?: unknown;
  /** What holds if it is not given, in words. */
  readonly absent?: string;
  readonly description: string;
  /** Where a search looks, in words. */
  readonly space?: string;
}

/** The object schemas that a value may follow, each with how its names continue the path. */
function inside(schema: JsonSchema, name: string): readonly (readonly [prefix: string, of: JsonSchema])[] {
  if (schema.plugin !== undefined) return [];
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return alternatives.flatMap((one) => inside(one, name));
  if (schema.properties) return [[name === '' ? '' : `${name}.`, schema]];
  if (typeof schema.items === 'object') return inside(schema.items, `${name}[]`);
  if (typeof schema.additionalProperties === 'object')
    return inside(schema.additionalProperties, `${name}.NAME`);
  return [];
}

function factsIn(schema: JsonSchema, name: string): readonly OptionFact[] {
  const facts = inside(schema, name).flatMap(([prefix, { properties = {}, required = [] }]) =>
    Object.entries(properties).flatMap(([key, of]): readonly OptionFact[] => [
      {
        name: prefix + key,
        type: typeWords(of),
        required: required.includes(key),
        ...(of.default !== undefined && { default: of.default }),
        ...(of.absent !== undefined && { absent: of.absent }),
        description: of.description ?? '',
        ...(of.space && { space: of.space.text }),
      },
      ...factsIn(of, prefix + key),
    ]),
  );
  // Alternatives share options: one fact is enough for the same said twice.
  const seen = new Set<string>();
  return facts.filter((fact) => {
    const key = JSON.stringify(fact);
    return seen.has(key) ? false : seen.add(key);
  });
}

/**
 * Every option of a definition or a config section, those inside others after them, as `mimmx plugins NAME` and the
 * reference pages show them.
 *
 * @returns undefined for a schema that does not say what it takes
 * @example
 * describeOptions(mine.options)?.find(({ name }) => name === 'emaRate'); // { type: 'number > 0 and ≤ 1', default: 0.01, … }
 */
export function describeOptions(schema: StandardSchemaV1): readonly OptionFact[] | undefined {
  const json = jsonSchemaOf(schema);
  return json && factsIn(json, '');
}

/** Inside of a default or of what may be left out. */
const unwrap = (type: z.ZodType): z.ZodType => {
  const { innerType } = type.def as { innerType?: z.ZodType };
  return innerType ? unwrap(innerType) : type;
};

/**
 * The search spaces of a definition's options, by name, `warmup.gamma` for one inside another: what a search draws from.
 *
 * @example
 * Object.entries(searchSpaces(mine.options)).map(([name, space]) => [name, space.sample(random)]);
 */
export function searchSpaces(schema: StandardSchemaV1): Readonly<Record<string, Space>> {
  const found: Record<string, Space> = {};
  const walk = (type: z.ZodType, prefix: string) => {
    const { shape } = unwrap(type) as { shape?: Readonly<Record<string, z.ZodType>> };
    for (const [key, field] of Object.entries(shape ?? {})) {
      const { space } = (field.meta() ?? {}) as Partial<OptionMeta>;
      if (space) found[prefix + key] = space;
      walk(field, `${prefix}${key}.`);
    }
  };
  if ('_zod' in schema) walk(schema as unknown as z.ZodType, '');
  return found;
}
