import { MimmxError, suggest } from '@mimmx/core/errors';
import type { ArgsDef } from 'citty';
import { checkArguments } from './check-arguments.ts';
import { commands } from './commands/index.ts';
import { commandHelp, overview } from './help.ts';
import { printError } from './print-error.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';

const asksForHelp = (argument: string | undefined): boolean => argument === '--help' || argument === '-h';

/**
 * Runs the command line.
 *
 * @param argv what follows `mimmx`
 * @returns exit status: 0 done, 1 failed, 2 wrong usage, 130 stopped
 */
export async function main(argv: readonly string[]): Promise<number> {
  const debug = argv.includes('--debug');
  const unexpected = (error: unknown) => process.exit(printError(error, debug));
  process.once('uncaughtException', unexpected);
  process.once('unhandledRejection', unexpected);
  try {
    return await dispatch(argv);
  } catch (error) {
    return printError(error, debug);
  } finally {
    process.off('uncaughtException', unexpected);
    process.off('unhandledRejection', unexpected);
  }
}

async function dispatch([name, ...rest]: readonly string[]): Promise<number> {
  if (name === '--version' || name === '-v' || name === 'version') {
    process.stdout.write(`${version}\n`);
    return 0;
  }
  if (name === 'help' && rest[0] !== undefined) return dispatch([rest[0], '--help']);
  if (name === undefined || asksForHelp(name) || name === 'help') {
    (name === undefined ? process.stderr : process.stdout).write(overview(version));
    return name === undefined ? 2 : 0;
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!entry) {
    throw new UsageError(
      `Unknown command "${name}". ${suggest(name, Object.keys(commands))} See: mimmx --help`,
    );
  }
  const { default: command } = await entry.load();
  if (rest.some(asksForHelp)) {
    process.stdout.write(await commandHelp(name, entry, command));
    return 0;
  }
  checkArguments(name, rest, command.args as ArgsDef);
  const { runCommand } = await import('citty');
  const { result } = await runCommand(command, { rawArgs: rest });
  if (typeof result === 'number') return result;
  throw new MimmxError('E_INTERNAL', `Command "${name}" gave no exit status. Report this.`);
}
