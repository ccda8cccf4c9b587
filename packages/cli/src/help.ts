import { renderUsage } from 'citty';
import type { Command } from './command.ts';
import { commands } from './commands/index.ts';

/** Help of one command, with its examples. */
export async function commandHelp(name: string, command: Command): Promise<string> {
  const usage = await renderUsage(
    { ...command, meta: { ...command.meta, name } },
    { meta: { name: 'mimmx' } },
  );
  const width = Math.max(...command.examples.map(([line]) => line.length));
  const examples = command.examples.map(([line, does]) => `  ${line.padEnd(width)}  ${does}`);
  return `${usage.trimEnd()}\n\nEXAMPLES\n\n${examples.join('\n')}\n`;
}

/** Help of `mimmx` itself. */
export async function overview(version: string): Promise<string> {
  const entries = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => {
      const { default: command } = await load();
      const { description = '' } = command.meta as { description?: string };
      return [name, description] as const;
    }),
  );
  const width = Math.max(...entries.map(([name]) => name.length));
  return `mimmx ${version}: train image classifiers that do not take shortcuts, and show that they do not

USAGE  mimmx COMMAND [ARGUMENTS] [OPTIONS]

COMMANDS

${entries.map(([name, description]) => `  ${name.padEnd(width)}  ${description}`).join('\n')}

FIRST STEPS

  mimmx doctor                                    what this machine can compute with
  mimmx train mimmx.config.ts --out runs/first    train every method of the config, and compare them
  mimmx train mimmx.config.ts --out runs/first --resume
                                                  go on after Ctrl-C, a crash or a power cut

"mimmx COMMAND --help" says more of a command. Exit status: 0 done, 1 failed, 2 wrong usage, 130 stopped with Ctrl-C.
`;
}
