import { type Definition, defineKind } from '@mimmx/core';
import type { MeasureRow } from '@mimmx/evaluation';
import type { TrialLine } from '../trial/store.ts';
import type { Trial } from '../trial/trial.ts';

/** Version of the contract of loggers. */
export const LOGGER_CONTRACT = 1;

/** Which run a logger is for. */
export interface LoggerContext {
  readonly run: {
    readonly name: string;
    /** Absolute folder of the run, or of the sweep that it is a part of; null if it is kept in memory. */
    readonly path: string | null;
  };
}

/** One training, as loggers know it. */
export interface LoggedTraining {
  /** Of the trial: 32 hexadecimal digits, the same when it goes on. */
  readonly id: string;
  /** Name of the method in its run. */
  readonly method: string;
  readonly seed: number;
  readonly tags: Trial['tags'];
  /** Updates that were done before: 0 for a new one. Numbers of later updates that were logged earlier are void. */
  readonly step: number;
  /** Updates that it is to have. */
  readonly updates: number;
  /** What it is made of, as JSON: method, encoder, data set, training. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Numbers of one update, and when they were taken. */
export interface LoggedLine extends TrialLine {
  readonly time: Date;
}

/** How a training ended for now. */
export type Ending =
  | { readonly kind: 'finished'; readonly rows: readonly MeasureRow[] }
  /** It may go on later, here or elsewhere. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly message: string };

/**
 * Takes what trainings log, and puts it wherever it is wanted. Calls come one after the other and are waited for; the
 * training waits for none of them, and what a logger throws is a warning that names it.
 */
export interface Logger {
  /** A training begins or goes on. */
  begin?(training: LoggedTraining): void | Promise<void>;
  /** Numbers of an update. Values may be NaN or infinite. */
  line(training: LoggedTraining, line: LoggedLine): void | Promise<void>;
  /** A training ends. */
  end?(training: LoggedTraining, ending: Ending): void | Promise<void>;
  /** No call follows: what is open is to be written and closed, within ten seconds. */
  close?(): void | Promise<void>;
}

/** Options of the loggers by name, open for declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: open for declaration merging.
export interface LoggerOptions {}

/** A logger as a plugin. */
export type LoggerDefinition<Name extends string = string, Options = unknown> = Definition<
  'logger',
  Name,
  LoggerContext,
  Options,
  Logger | Promise<Logger>
>;

declare module '@mimmx/core' {
  interface Kinds {
    logger: {
      context: LoggerContext;
      product: Logger | Promise<Logger>;
      definition: LoggerDefinition;
      options: LoggerOptions;
    };
  }
}

/** Where numbers of trainings go besides the run. */
export const loggerKind = defineKind('logger', LOGGER_CONTRACT);

/**
 * Declares a logger.
 *
 * @example
 * export const shout = defineLogger({
 *   name: 'shout', summary: 'Says every loss on stderr.', options: options({}),
 *   create: () => ({ line: ({ method }, { step, values }) => console.error(method, step, values.loss) }),
 * });
 */
export const defineLogger = <const Name extends string, Options>(
  draft: Omit<LoggerDefinition<Name, Options>, 'kind' | 'contract'>,
): LoggerDefinition<Name, Options> => ({ ...draft, kind: 'logger', contract: LOGGER_CONTRACT });
