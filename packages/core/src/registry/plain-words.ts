import { suggest } from './suggest.ts';

/** What zod tells of a mistake, as far as it is read here. */
export interface ZodIssue {
  readonly code: string;
  readonly message?: string;
  readonly path?: readonly PropertyKey[];
  readonly input?: unknown;
  readonly expected?: string;
  readonly values?: readonly unknown[];
  readonly origin?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly inclusive?: boolean;
  readonly divisor?: number;
  readonly discriminator?: string;
  readonly options?: readonly unknown[];
  readonly keys?: readonly string[];
  readonly errors?: readonly (readonly ZodIssue[])[];
  readonly issues?: readonly ZodIssue[];
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  undefined: 'nothing',
};

const or = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

const counted = (count: number | bigint, one: string, several: string): string =>
  `${count} ${Number(count) === 1 ? one : several}`;

/** A value as a message shows it: short, and text recognisable as text. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string')
    return `text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}

/** Whether a mistake says that the value is of another kind altogether, and not that something in it is wrong. */
export function isOfAnotherKind({ code, path = [], errors = [] }: ZodIssue): boolean {
  if (path.length > 0) return false;
  if (code === 'invalid_union') return errors.every((branch) => branch.every(isOfAnotherKind));
  return code === 'invalid_type' || code === 'invalid_value';
}

/** What would have been right: `a number`, `"a" or "b"`, `text or an object`. */
function expectedBy(issue: ZodIssue): readonly string[] {
  if (issue.code === 'invalid_type') return [TYPES[issue.expected ?? ''] ?? `a ${issue.expected}`];
  if (issue.code === 'invalid_value')
    return (issue.values ?? []).map((value) => JSON.stringify(value) ?? 'nothing');
  return (issue.errors ?? []).flatMap((branch) => branch.flatMap(expectedBy));
}

function nearest(input: unknown, values: readonly unknown[]): string {
  if (typeof input !== 'string') return '';
  const hint = suggest(
    input,
    values.filter((value) => typeof value === 'string'),
  );
  return hint.startsWith('Did') ? `. ${hint}` : '';
}

function size(issue: ZodIssue, limit: number | bigint, strict: string, weak: string): string {
  const { origin, input } = issue;
  if (origin === 'array' || origin === 'set') {
    const entries = counted(limit, 'entry', 'entries');
    return `expected ${weak} ${entries}, found ${Array.isArray(input) ? input.length : shown(input)}`;
  }
  if (origin === 'string')
    return `expected ${weak} ${counted(limit, 'letter', 'letters')}, found ${shown(input)}`;
  return `expected ${issue.inclusive === false ? strict : weak} ${limit}, found ${shown(input)}`;
}

/**
 * A mistake in the words of the person who made it, in place of zod's: `expected a whole number, found text "16"`.
 * To be given to zod as its error map, so that a schema's own words go before these.
 *
 * @returns undefined where zod's message has to do
 */
export function inPlainWords(issue: ZodIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${or(expectedBy(issue))}, found ${shown(issue.input)}`;
    case 'invalid_value':
      return `expected ${or(expectedBy(issue))}, found ${shown(issue.input)}${nearest(issue.input, issue.values ?? [])}`;
    case 'invalid_union': {
      if (issue.discriminator !== undefined) {
        const value = (issue.input as Record<string, unknown> | undefined)?.[issue.discriminator];
        const known = issue.options ?? [];
        return `expected ${or(known.map((one) => JSON.stringify(one)))}, found ${shown(value)}${nearest(value, known)}`;
      }
      return `expected ${or([...new Set(expectedBy(issue))])}, found ${shown(issue.input)}`;
    }
    case 'too_small':
      return size(issue, issue.minimum ?? 0, 'more than', 'at least');
    case 'too_big':
      return size(issue, issue.maximum ?? 0, 'less than', 'at most');
    case 'not_multiple_of':
      return `expected a multiple of ${issue.divisor}, found ${shown(issue.input)}`;
    case 'invalid_key':
      return `its name cannot be that: ${issue.issues?.[0]?.message ?? 'choose another'}`;
    case 'custom':
      return 'this value cannot be used';
    default:
      return undefined;
  }
}
