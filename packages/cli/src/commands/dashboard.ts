import { MimmxError } from '@mimmx/core';
import { command, commonArgs } from '../command.ts';
import { print } from '../print.ts';

const PORT = 8790;

/** Shows the runs of a folder live, until it is ended. */
export default command({
  args: {
    folder: {
      type: 'positional',
      required: false,
      description: 'Folder of runs, or one run or sweep (default: runs)',
    },
    port: {
      type: 'string',
      valueHint: 'number',
      description: `Port on this machine (default: ${PORT}); 0 for any that is free`,
    },
    ...commonArgs,
  },
  examples: [
    ['mimmx dashboard', 'the runs in ./runs; open the address that it prints'],
    ['mimmx dashboard sweeps/demo --port 0', 'one sweep, on any free port'],
  ],
  async run({ args }) {
    const port = portOf(args.port);
    const { startDashboard } = await import('@mimmx/dashboard');
    const dashboard = await startDashboard({ folder: args.folder ?? 'runs', port });
    print(`${dashboard.url}\nOpen it in a browser of this machine. Ctrl-C ends it; trainings go on.\n`);
    const signal = await new Promise<'SIGINT' | 'SIGTERM'>((resolve) => {
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => resolve(name));
    });
    await dashboard.close();
    return signal === 'SIGINT' ? 130 : 143;
  },
});

/** @throws E_OPTION unless it is a port */
function portOf(text: string | undefined): number {
  if (text === undefined) return PORT;
  const port = Number(text);
  if (/^\d+$/.test(text) && port < 65_536) return port;
  throw new MimmxError('E_OPTION', `--port ${text}: give a whole number from 0 to 65535.`);
}
