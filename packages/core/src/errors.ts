/** Every code the project's errors carry. `docs/errors.md` lists all with cause and remedy. */
export type ErrorCode = `E_${Uppercase<string>}`;

// Shared by every copy of this package that one process may have loaded.
const BRAND = Symbol.for('mimmx.error');

/**
 * A mistake that the person who runs the program can mend. Printed as one line, without a stack trace:
 * `CODE: the thing, the value, the next step`.
 *
 * @example
 * throw new MimmxError('E_UNKNOWN_NAME', 'Unknown estimator "mien". Did you mean "mine"?');
 */
export class MimmxError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(`${code}: ${message}`, options);
    this.name = 'MimmxError';
    this.code = code;
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/**
 * Whether an error is a {@link MimmxError}, of that code if one is given. It is known by a brand and not by its class,
 * so that an error from another copy of this package counts, too.
 *
 * @example
 * if (isMimmxError(error, 'E_INTERRUPTED')) return;
 */
export const isMimmxError = (error: unknown, code?: ErrorCode): error is MimmxError =>
  typeof error === 'object' &&
  error !== null &&
  BRAND in error &&
  (code === undefined || (error as unknown as MimmxError).code === code);
