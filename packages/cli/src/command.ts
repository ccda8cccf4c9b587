import type { ArgsDef, CommandContext, CommandDef } from 'citty';

/** A command of `mimmx`: citty's definition, whose `run` gives the exit status, with examples for its help. */
export type Command<T extends ArgsDef = ArgsDef> = CommandDef<T> & {
  /** Whole lines, as a user types them, each with what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  /** Positional arguments it takes. Anything beyond is a usage error. */
  readonly run: (context: CommandContext<T>) => Promise<number>;
};

/** Options that every command has. */
export const commonArgs = {
  debug: { type: 'boolean', description: 'Show the stack trace of an error' },
} as const satisfies ArgsDef;

/** Declares a command; types the arguments in `run`. */
export const command = <const T extends ArgsDef>(definition: Command<T>): Command<T> => definition;
