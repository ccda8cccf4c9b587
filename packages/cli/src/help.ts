import type { Command } from './command.ts';
import { commands, type Entry } from './commands/index.ts';

/** Help of one command, with its examples. */
export async function commandHelp(name: string, { summary }: Entry, command: Command): Promise<string> {
  const { renderUsage } = await import('citty');
  const usage = await renderUsage(
    { ...command, meta: { name, description: summary } },
    { meta: { name: 'mimmx' } },
  );
  const width = Math.max(...command.examples.map(([line]) => line.length));
  const examples = command.examples.map(([line, does]) => `  ${line.padEnd(width)}  ${does}`);
  return `${usage.trimEnd()}\n\nEXAMPLES\n\n${examples.join('\n')}\n`;
}

/** Help of `mimmx` itself. It loads no command. */
export function overview(version: string): string {
  const entries = Object.entries(commands);
  const width = Math.max(...entries.map(([name]) => name.length));
  return `mimmx ${version}: train image classifiers that do not take shortcuts, and show that they do not

USAGE  mimmx COMMAND [ARGUMENTS] [OPTIONS]

COMMANDS

${entries.map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`).join('\n')}

FIRST STEPS

  mimmx doctor                                    what this machine can compute with
  mimmx init                                      write a config for the images and the table of this folder
  mimmx train mimmx.config.ts --out runs/first    train every method of the config, and compare them
  mimmx train mimmx.config.ts --out runs/first --resume
                                                  go on after Ctrl-C, a crash or a power cut

"mimmx COMMAND --help" says more of a command. Exit status: 0 done, 1 failed, 2 wrong usage, 130 stopped with Ctrl-C.
`;
}
