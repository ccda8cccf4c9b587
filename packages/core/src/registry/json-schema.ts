import type { StandardSchemaV1 } from '@standard-schema/spec';
import { z } from 'zod';

/** As much of JSON Schema as options need, with what `option` says beside it. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: boolean | JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  /** What holds if the option is not given, in words. */
  readonly absent?: string;
  /** Where a search looks. */
  readonly space?: { readonly kind: string; readonly text: string };
  /** Kind of the plugin that this chooses. */
  readonly plugin?: string;
}

interface SaysItself {
  readonly jsonSchema?: { input(options: { target: string }): unknown };
}

/**
 * What a user may write under a schema, as JSON Schema.
 *
 * @returns undefined for a schema that can say it neither to zod nor by itself
 */
export function jsonSchemaOf(schema: StandardSchemaV1): JsonSchema | undefined {
  if ('_zod' in schema)
    return z.toJSONSchema(schema as never, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  const standard = schema['~standard'] as SaysItself;
  return standard.jsonSchema?.input({ target: 'draft-2020-12' }) as JsonSchema | undefined;
}
