import { isMimmxError } from '@mimmx/core';
import { isServing, pieceProcess, STATUS, stopSignals } from '@mimmx/runners';
import { throttled } from '@mimmx/runners/trials';
import { checkArguments } from '../check-arguments.ts';
import { command, commonArgs } from '../command.ts';
import { list } from '../given.ts';
import { log } from '../log.ts';
import { trustArgs } from '../run/trust.ts';
import { openDoer } from '../sweep/do-trial.ts';
import { hereOf, parseRoots } from '../sweep/roots.ts';
import { UsageError } from '../usage-error.ts';

const args = {
  id: { type: 'positional', required: false, valueHint: 'ID…', description: 'Trials by their ids' },
  sweep: { type: 'string', valueHint: 'folder', description: 'Folder of the sweep', required: true },
  root: {
    type: 'string',
    valueHint: '/there=/here',
    description: 'A folder that is called otherwise on this machine; may be repeated (or MIMMX_ROOTS)',
  },
  ...trustArgs,
  ...commonArgs,
} as const;

/** Does trials of a sweep, and nothing else: what every engine calls, and whoever has one of his own. */
export default command({
  args,
  examples: [
    ['mimmx run 3f0c…9a --sweep sweeps/demo', 'one trial; done already: nothing to do, status 0'],
    ['mimmx sweep plan --commands', 'print this line for every trial of a sweep'],
  ],
  async run({ args: given, rawArgs }) {
    const values = checkArguments('run', rawArgs, args);
    const ids = given._.map(String);
    const roots = parseRoots(values.get('root') ?? []);
    if (ids.length === 0 && !isServing()) throw new UsageError('"mimmx run" needs ID. See: mimmx run --help');
    const stop = stopSignals(() => log.info('Stopping after this step and saving.'));
    try {
      const doer = await openDoer(hereOf(given.sweep, roots), roots, list(given.plugins) ?? []);
      try {
        const { staleAfter, heartbeat } = doer.folder.head.leases;
        return await pieceProcess(ids, (id, tell) => doer.do(id, stop.signal, throttled(tell)), {
          signal: stop.signal,
          patience: staleAfter + 2 * heartbeat,
          lookAgain: Math.min(5, heartbeat),
        });
      } finally {
        await doer.close();
      }
    } catch (error) {
      if (!isMimmxError(error, 'E_REFUSED')) throw error;
      process.stderr.write(`${error.message}\n`);
      if (isServing()) return await refuseAll(error.message);
      return STATUS.refused;
    } finally {
      stop.release();
    }
  },
});

/** Says to the starter why not, when it hands over the first piece. */
const refuseAll = (message: string): Promise<number> =>
  pieceProcess([], async () => ({ ending: 'refused', message }), {
    signal: new AbortController().signal,
    patience: 0,
  });
