import { MimmxError } from '@mimmx/core';

/**
 * Loads a library that only one logger needs.
 *
 * @throws E_LOGGER with what to install if it is not there
 */
export async function optional<T>(name: string, logger: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
    const said = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new MimmxError(
      'E_LOGGER',
      missing
        ? `The logger "${logger}" needs ${name}, which is not installed. Install it beside the command: npm install ${name}`
        : `The logger "${logger}" cannot use ${name}: ${said}. Install another version of it.`,
      { cause: error },
    );
  }
}
