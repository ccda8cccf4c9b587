import type { StandardSchemaV1 } from '@standard-schema/spec';
import { MimmxError } from '../errors.ts';
import { suggest } from './suggest.ts';

const pathOf = (issue: StandardSchemaV1.Issue): string =>
  (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');

/** Keys that zod names in the issue for unknown keys; other libraries put them in the message alone. */
const unknownKeys = (issue: StandardSchemaV1.Issue): readonly string[] =>
  'keys' in issue && Array.isArray(issue.keys) ? issue.keys.map(String) : [];

/** Names of the options of a zod object, for suggestions; empty for schemas that do not show theirs. */
function knownKeys(schema: unknown, path: StandardSchemaV1.Issue['path']): readonly string[] {
  let level = schema as { shape?: Record<string, unknown>; def?: { innerType?: unknown } } | undefined;
  for (const part of path ?? []) {
    while (level?.def?.innerType && !level.shape) level = level.def.innerType as typeof level;
    level = level?.shape?.[String(typeof part === 'object' ? part.key : part)] as typeof level;
  }
  while (level?.def?.innerType && !level.shape) level = level.def.innerType as typeof level;
  return Object.keys(level?.shape ?? {});
}

/**
 * Checks a value against a Standard Schema and returns it completed with defaults.
 *
 * @param owner whose options these are, e.g. `estimator "mine"`; opens the message
 * @throws E_OPTION names the option, what was wrong and, for an unknown one, the nearest that exists
 */
export function validate<Output>(
  schema: StandardSchemaV1<unknown, Output>,
  value: unknown,
  owner: string,
): Output {
  const result = schema['~standard'].validate(value);
  if (result instanceof Promise) {
    throw new MimmxError(
      'E_OPTION',
      `${owner}: its options are checked asynchronously; use a synchronous schema.`,
    );
  }
  if (!result.issues) return result.value;
  const issue = result.issues[0]!;
  const path = pathOf(issue);
  const [unknown] = unknownKeys(issue);
  if (unknown !== undefined) {
    const where = path ? `${path}.${unknown}` : unknown;
    throw new MimmxError(
      'E_OPTION',
      `${owner}: unknown option "${where}". ${suggest(unknown, knownKeys(schema, issue.path))}`,
    );
  }
  const more = result.issues.length > 1 ? ` (and ${result.issues.length - 1} more)` : '';
  throw new MimmxError('E_OPTION', `${owner}: option "${path || '.'}": ${issue.message}${more}`);
}
