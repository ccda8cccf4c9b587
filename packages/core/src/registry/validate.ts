import type { StandardSchemaV1 } from '@standard-schema/spec';
import { MimmxError } from '../errors.ts';
import { completed, type Problem } from './problems.ts';

/** All that is wrong with what a user wrote. One problem makes one line; several stand below one another. */
export class OptionError extends MimmxError {
  /** Whose options these are: `Config`, `estimator "mine"`. */
  readonly owner: string;
  readonly problems: readonly Problem[];

  constructor(owner: string, problems: readonly Problem[]) {
    const lines = problems.map(({ message }) => message);
    super(
      'E_OPTION',
      lines.length === 1
        ? `${owner}: ${lines[0]}`
        : `${owner}: ${lines.length} problems\n  ${lines.join('\n  ')}`,
    );
    this.owner = owner;
    this.problems = problems;
  }
}

/** Whether an error tells of problems with options, from whatever copy of this package. */
export const isOptionError = (error: unknown): error is OptionError =>
  error instanceof Error && 'problems' in error && 'owner' in error;

/**
 * Checks a value against a Standard Schema and returns it completed with defaults.
 *
 * @param owner whose options these are, e.g. `estimator "mine"`; opens the message
 * @throws E_OPTION names every option that is wrong, what was expected and found and, for an unknown one, the nearest
 * that exists
 */
export function validate<Output>(
  schema: StandardSchemaV1<unknown, Output>,
  value: unknown,
  owner: string,
): Output {
  const result = completed(schema, value);
  if (result instanceof Promise) {
    throw new MimmxError(
      'E_OPTION',
      `${owner}: its options are checked asynchronously; use a synchronous schema.`,
    );
  }
  if ('problems' in result) throw new OptionError(owner, result.problems);
  return result.value;
}
