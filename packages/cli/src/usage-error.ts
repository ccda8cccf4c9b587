import { MimmxError } from '@mimmx/core/errors';

/** The command line itself is wrong: exit status 2. */
export class UsageError extends MimmxError {
  constructor(message: string) {
    super('E_USAGE', message);
    this.name = 'UsageError';
  }
}
