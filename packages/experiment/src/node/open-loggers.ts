import { AsyncLocalStorage } from 'node:async_hooks';
import type { Registry, ResolvedChoice } from '@mimmx/core';
import { type GuardedLogger, guardLogger } from '../logging/guard.ts';
import type { LoggerContext } from '../logging/logger.ts';

interface Owner {
  readonly name: string;
  readonly warn: (message: string) => void;
}

/** Whose work goes on, also in what it does later: timers, sockets, promises that nobody waits for. */
const owners = new AsyncLocalStorage<Owner>();

/** Whether what was thrown without anybody to catch it comes from a logger; it is then a warning. */
function isLoggersFault(error: unknown): boolean {
  const owner = owners.getStore();
  if (!owner) return false;
  owner.warn(
    `The logger "${owner.name}" threw outside of any call, and the training goes on: ${error instanceof Error ? error.message : String(error)}`,
  );
  return true;
}

/** Loggers of one run. */
export interface OpenLoggers {
  readonly loggers: readonly GuardedLogger[];
  /** Waits for their last words, and no longer than ten seconds. */
  close(): Promise<void>;
}

/**
 * Makes loggers. Wrong names and options are errors, as those of every plugin; a logger that cannot be made is a warning.
 *
 * @param warn told what goes wrong with a logger, in a sentence that names it
 * @throws E_UNKNOWN_NAME, E_OPTION
 *
 * @example
 * const { loggers, close } = await openLoggers(registry, [{ name: 'csv', options: {} }], { run: { name, path } }, console.warn);
 */
export async function openLoggers(
  registry: Registry,
  choices: readonly ResolvedChoice[],
  context: LoggerContext,
  warn: (message: string) => void,
): Promise<OpenLoggers> {
  for (const { name, options } of choices) registry.check('logger', name, options);
  const loggers: GuardedLogger[] = [];
  for (const { name, options } of choices) {
    const owner = { name, warn };
    const within = <T>(work: () => T): T => owners.run(owner, work);
    try {
      const logger = await within(() =>
        Promise.resolve(registry.create('logger', name, context, options as never)),
      );
      loggers.push(guardLogger(name, logger, { warn, within }));
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      warn(`The logger "${name}" cannot be used, and the training goes on without it: ${said}`);
    }
  }
  const stop = loggers.length > 0 ? hearThrows() : () => {};
  return {
    loggers,
    async close() {
      await Promise.all(loggers.map((logger) => logger.close()));
      stop();
    },
  };
}

/**
 * Keeps the process alive when a logger throws outside of any call. Everything else goes to those who listened before, and
 * ends the process where nobody did.
 */
function hearThrows(): () => void {
  const names = ['uncaughtException', 'unhandledRejection'] as const;
  const own = names.map((name) => {
    const before = process.rawListeners(name);
    const listener = (error: unknown, ...more: unknown[]): void => {
      if (isLoggersFault(error)) return;
      if (before.length === 0) throw error;
      for (const other of before) Reflect.apply(other, process, [error, ...more]);
    };
    for (const other of before) process.off(name, other as () => void);
    process.on(name, listener);
    return { name, before, listener };
  });
  return () => {
    for (const { name, before, listener } of own) {
      process.off(name, listener);
      for (const other of before) process.on(name, other as () => void);
    }
  };
}
