import { type AnyDefinition, type JsonSchema, jsonSchemaOf, type Registry } from '@mimmx/core';
import { experimentSchema, sweepSchema } from '@mimmx/experiment';

type Json = { readonly [key: string]: unknown };

/** Where a JSON Schema of a plugin's options stands among the definitions. */
const optionsOf = (kind: string, name: string): Json => ({ $ref: `#/$defs/options.${kind}.${name}` });
const ref = (name: string): Json => ({ $ref: `#/$defs/${name}` });

/** What a hover shows: the meaning, what holds without the option, and where a search looks. */
function meaning({ description = '', absent, space }: JsonSchema): string {
  return [
    description,
    ...(absent !== undefined ? [`If it is not given: ${absent}.`] : []),
    ...(space ? [`Search: ${space.text}.`] : []),
  ].join(' ');
}

/** zod writes the limits of whole numbers in a float, which say nothing to a person. */
const withoutFloatLimits = ({ minimum, maximum, ...rest }: JsonSchema): JsonSchema => ({
  ...rest,
  ...(minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER && { minimum }),
  ...(maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER && { maximum }),
});

/** JSON Schema's own words alone: what `option` says beside them goes into the description. */
function plain(schema: JsonSchema): Json {
  const { absent, space, plugin, $schema: _, ...all } = schema as JsonSchema & { $schema?: string };
  const rest = withoutFloatLimits(all);
  const description = meaning(schema);
  const said = description === '' ? {} : { description };
  if (plugin !== undefined)
    return { ...said, ...(rest.default !== undefined && { default: rest.default }), ...ref(plugin) };
  const inside = (of: unknown): unknown =>
    Array.isArray(of) ? of.map(plain) : typeof of === 'object' && of !== null ? plain(of) : of;
  const each = (of: Readonly<Record<string, JsonSchema>>) =>
    Object.fromEntries(Object.entries(of).map(([name, one]) => [name, plain(one)]));
  const keywords = [
    'items',
    'additionalProperties',
    'anyOf',
    'oneOf',
    'prefixItems',
    'propertyNames',
  ] as const;
  const nested = keywords.filter((key) => key in rest).map((key) => [key, inside((rest as Json)[key])]);
  return {
    ...rest,
    ...said,
    ...Object.fromEntries(nested),
    ...(rest.properties && { properties: each(rest.properties) }),
  };
}

/** A name: those that are known complete, each with what it is, and a plugin of the project's own may have any other. */
const nameOf = (definitions: readonly AnyDefinition[]): Json => ({
  anyOf: [
    ...definitions.map(({ name, summary }) => ({ const: name, description: summary })),
    { type: 'string' },
  ],
});

/** For an object that names a plugin under `key`: its `options` are those of that plugin. */
const withOptionsOf = (key: string, definitions: readonly AnyDefinition[]): readonly Json[] =>
  definitions.map(({ kind, name }) => ({
    if: { properties: { [key]: { const: name } }, required: [key] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
    then: { properties: { options: optionsOf(kind, name) } },
  }));

/** How a config asks for a plugin of a kind: its name, or its name with options. */
const choice = (kind: string, definitions: readonly AnyDefinition[]): Json => ({
  anyOf: [
    nameOf(definitions),
    {
      type: 'object',
      properties: {
        name: { description: `Name of the ${kind}.`, ...nameOf(definitions) },
        options: { type: 'object', description: `Options of the ${kind}.` },
      },
      required: ['name'],
      additionalProperties: false,
      allOf: withOptionsOf('name', definitions),
    },
  ],
});

/**
 * The entries of `methods`: under a method's own name it need not be named again.
 *
 * @param entry what an entry takes, whatever its method
 */
function methodsSchema(
  definitions: readonly AnyDefinition[],
  entry: Json,
): {
  readonly trained: Json;
  readonly methods: Json;
} {
  const trained = {
    type: 'object',
    properties: {
      ...entry,
      method: {
        description: 'Method by name, where the entry is called otherwise.',
        ...nameOf(definitions),
      },
      options: { type: 'object', description: 'Options of the method.' },
    },
    additionalProperties: false,
    allOf: withOptionsOf('method', definitions),
  };
  const own = ({ kind, name, summary }: AnyDefinition): Json => ({
    description: summary,
    allOf: [
      ref('trained'),
      {
        if: { not: { required: ['method'] } },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
        then: { properties: { options: optionsOf(kind, name) } },
      },
    ],
  });
  return {
    trained,
    methods: {
      type: 'object',
      minProperties: 1,
      properties: Object.fromEntries(definitions.map((definition) => [definition.name, own(definition)])),
      additionalProperties: ref('trained'),
    },
  };
}

/**
 * The JSON Schema of a whole config, with the options of every plugin of a registry by name, for editors:
 * `# yaml-language-server: $schema=…` in YAML, `"$schema": "…"` in JSON. Names are open, options of known names are not.
 */
export function configSchema(registry: Registry): Json {
  const config = plain(jsonSchemaOf(experimentSchema) ?? {}) as Json & { readonly properties: Json };
  const definitions = registry.list().map(({ definition }) => definition);
  const kinds = [...new Set(definitions.map(({ kind }) => kind))].sort();
  const ofKind = (kind: string) => definitions.filter((definition) => definition.kind === kind);
  const { description, additionalProperties: entry } = config.properties.methods as Json;
  const { trained, methods } = methodsSchema(ofKind('method'), (entry as Json).properties as Json);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'mimmx config',
    ...config,
    properties: {
      $schema: { type: 'string', description: 'Where this schema is, for the editor.' },
      ...config.properties,
      sweep: { description: 'What `mimmx sweep` varies.', ...plain(jsonSchemaOf(sweepSchema) ?? {}) },
      engine: { description: 'Where `mimmx sweep` runs; `local` is this machine.', ...ref('runner') },
      methods: { description, ...methods },
    },
    $defs: {
      trained,
      ...Object.fromEntries(kinds.map((kind) => [kind, choice(kind, ofKind(kind))])),
      ...Object.fromEntries(
        definitions.map(({ kind, name, summary, options }) => [
          `options.${kind}.${name}`,
          { description: summary, ...plain({ ...(jsonSchemaOf(options) ?? { type: 'object' }) }) },
        ]),
      ),
    },
  };
}
