import type { StandardSchemaV1 } from '@standard-schema/spec';
import { MimmxError } from '../errors.ts';
import { suggest } from './suggest.ts';

const pathOf = (issue: StandardSchemaV1.Issue): string =>
  (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');

/** Keys that zod names in the issue for unknown keys; other libraries put them in the message alone. */
const unknownKeys = (issue: StandardSchemaV1.Issue): readonly string[] =>
  'keys' in issue && Array.isArray(issue.keys) ? issue.keys.map(String) : [];

/** The parts of a zod schema that lead to its object's names. */
interface Level {
  readonly shape?: Record<string, Level>;
  readonly def?: {
    readonly innerType?: Level;
    readonly element?: Level;
    readonly options?: readonly Level[];
  };
}

/** Inside of optional, default and the like. */
const unwrap = (level: Level | undefined): Level | undefined =>
  level?.def?.innerType && !level.shape ? unwrap(level.def.innerType) : level;

/** Names of the options of a zod object, for suggestions; empty for schemas that do not show theirs. */
function knownKeys(schema: unknown, path: StandardSchemaV1.Issue['path']): readonly string[] {
  let levels: (Level | undefined)[] = [schema as Level];
  const alternatives = (level: Level | undefined) =>
    unwrap(level)?.def?.options?.map(unwrap) ?? [unwrap(level)];
  for (const part of path ?? []) {
    const key = String(typeof part === 'object' ? part.key : part);
    levels = levels.flatMap(alternatives).map((level) => level?.shape?.[key] ?? level?.def?.element);
  }
  return [...new Set(levels.flatMap(alternatives).flatMap((level) => Object.keys(level?.shape ?? {})))];
}

/**
 * For a union zod says only that no alternative fits. The alternative with the fewest complaints is the one that was
 * meant; its first complaint is worth showing.
 */
function meant(issue: StandardSchemaV1.Issue): StandardSchemaV1.Issue {
  const branches = 'errors' in issue ? (issue.errors as StandardSchemaV1.Issue[][]) : [];
  const nearest = [...branches].sort((a, b) => a.length - b.length)[0]?.[0];
  if (!nearest) return issue;
  return meant({ ...nearest, path: [...(issue.path ?? []), ...(nearest.path ?? [])] });
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
  const issue = meant(result.issues[0]!);
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
