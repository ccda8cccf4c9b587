import type { StandardSchemaV1 } from '@standard-schema/spec';
import { knownKeys } from './known-keys.ts';
import { inPlainWords, isOfAnotherKind, type ZodIssue } from './plain-words.ts';
import { newNameOf } from './renamed.ts';
import { suggest } from './suggest.ts';

/** One mistake in a value that a user wrote. */
export interface Problem {
  /** Where it is: `['data', 'task', 'z', 0, 'strength']`. */
  readonly path: readonly PropertyKey[];
  /** Names the option and says what to do, without the full stop of a sentence: `option "k": expected a number, …`. */
  readonly message: string;
}

/** The path as it is written on the command line: `data.task.z.0.strength`. */
export const pathText = (path: readonly PropertyKey[]): string => path.map(String).join('.');

/**
 * For a union zod says only that no alternative fits. The alternative with the fewest complaints is the one that was
 * meant, unless the value is of another kind than all of them.
 */
function meant(issue: ZodIssue): readonly ZodIssue[] {
  const branches = (issue.errors ?? []).filter((branch) => !branch.every(isOfAnotherKind));
  const weight = (branch: readonly ZodIssue[]) =>
    branch.reduce((sum, { keys }) => sum + (keys?.length ?? 1), 0);
  const [nearest] = [...branches].sort((a, b) => weight(a) - weight(b));
  if (!nearest) return [issue];
  return nearest.flatMap((inner) =>
    meant({ ...inner, path: [...(issue.path ?? []), ...(inner.path ?? [])] }),
  );
}

type Path = readonly PropertyKey[];
type Found = Problem & { readonly meant?: string };

const wrong = (path: Path, message: string | undefined): Problem => ({
  path,
  message: `option "${pathText(path) || '.'}": ${message}`,
});

function unknownOption(known: readonly string[], path: Path, key: string): Found {
  const hint = known.length === 0 ? 'There is none to give.' : suggest(key, known);
  const near = /^Did you mean "(.*)"\?$/.exec(hint)?.[1];
  const isChoice = known.includes('options') && (known.includes('name') || known.includes('method'));
  const advice = isChoice && near === undefined ? `Write ${pathText([...path, 'options', key])}.` : hint;
  return {
    path: [...path, key],
    message: `unknown option "${pathText([...path, key])}". ${advice}`,
    ...(near !== undefined && { meant: pathText([...path, near]) }),
  };
}

/** Every problem that zod's issues tell of, in their order. A misspelt or former name is not also a missing one. */
function fromZod(schema: unknown, issues: readonly ZodIssue[], at: Path): readonly Problem[] {
  const problems = issues.flatMap(meant).flatMap((issue): readonly Found[] => {
    const inner = issue.path ?? [];
    const path = [...at, ...inner];
    if (!issue.keys) return [wrong(path, issue.message)];
    const known = knownKeys(schema, inner);
    return issue.keys.map((key) => {
      const today = newNameOf(schema, pathText([...inner, key]));
      const now = today === undefined ? undefined : pathText([...at, ...today.split('.')]);
      return now === undefined
        ? unknownOption(known, path, key)
        : {
            path: [...path, key],
            message: `unknown option "${pathText([...path, key])}". It is called ${now} now.`,
            meant: now,
          };
    });
  });
  const misspelt = new Set(problems.map((problem) => problem.meant));
  return problems
    .filter(({ path, message }) => !(misspelt.has(pathText(path)) && message.endsWith(', found nothing')))
    .map(({ path, message }) => ({ path, message }));
}

interface ZodSchema {
  safeParse(
    value: unknown,
    how: { error(issue: ZodIssue): string | undefined },
  ): { readonly data: unknown; readonly error?: { readonly issues: readonly ZodIssue[] } };
}

const isZod = (schema: object): schema is ZodSchema => '_zod' in schema && 'safeParse' in schema;

/**
 * The value completed with its defaults, or everything that is wrong with it; a promise is left as it is.
 *
 * @param at where the value lies in what the user wrote: opens every path
 */
export function completed<Output>(
  schema: StandardSchemaV1<unknown, Output>,
  value: unknown,
  at: Path = [],
): { readonly value: Output } | { readonly problems: readonly Problem[] } | Promise<unknown> {
  if (isZod(schema)) {
    const { data, error } = schema.safeParse(value, { error: inPlainWords });
    return error ? { problems: fromZod(schema, error.issues, at) } : { value: data as Output };
  }
  const result = schema['~standard'].validate(value);
  if (result instanceof Promise || !result.issues) return result;
  return {
    problems: result.issues.map(({ path = [], message }) =>
      wrong([...at, ...path.map((part) => (typeof part === 'object' ? part.key : part))], message),
    ),
  };
}
