/** Every code the project's errors carry. A new failure gets a new code here. */
export type ErrorCode = `E_${Uppercase<string>}`;

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
  }
}
