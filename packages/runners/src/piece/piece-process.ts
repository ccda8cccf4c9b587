import type { Ending } from '../contract.ts';
import { type Answer, type Order, SERVES } from './message.ts';
import { STATUS } from './status.ts';

/** How one try at a piece came out. */
export interface Tried {
  readonly ending: Ending;
  /** Why it did not end well, one line. */
  readonly message?: string;
}

/** Does one piece, or goes on with it. Must not throw for what concerns the piece alone. */
export type DoPiece = (id: string, tell: (value: unknown) => void) => Promise<Tried>;

export interface PieceProcessSetting {
  /** Aborted when the process is asked to stop: the piece at hand is then saved, and ends with `again`. */
  readonly signal: AbortSignal;
  /** Seconds to wait for pieces that others hold: after so long without their end, those others live. */
  readonly patience: number;
  /** Seconds between two looks at them. */
  readonly lookAgain?: number;
  /** Shows a line; to stderr if absent. */
  readonly say?: (line: string) => void;
}

/** Whether this process was started to be handed its pieces. */
export const isServing = (): boolean => process.env[SERVES] === '1' && process.send !== undefined;

/**
 * Does pieces one after the other, and gives the exit status: those of the command line, or those that the process
 * hands over which started this one. A piece that fails stops no other; one that another process holds is looked at
 * again at the end, until it is done, its holder turns out dead, or patience is over.
 *
 * @returns one of `STATUS`: `again` if it was asked to stop, `refused` at once, else the worst of `trouble`, `held`,
 *   `failed` and `done`
 */
export const pieceProcess = (
  ids: readonly string[],
  doPiece: DoPiece,
  setting: PieceProcessSetting,
): Promise<number> => (isServing() ? serve(doPiece, setting) : doAll(ids, doPiece, setting));

async function doAll(
  ids: readonly string[],
  doPiece: DoPiece,
  { signal, patience, lookAgain = 5, say = toStderr }: PieceProcessSetting,
): Promise<number> {
  let worst = 'done' as Ending;
  const note = (ending: Ending) => {
    if (ORDER.indexOf(ending) > ORDER.indexOf(worst)) worst = ending;
  };
  const attempt = async (id: string): Promise<Ending> => {
    const { ending, message } = await doPiece(id, () => {});
    if (message !== undefined && ending !== 'held') say(message);
    return ending;
  };
  let held: string[] = [];
  for (const id of ids) {
    if (signal.aborted) return STATUS.again;
    const ending = await attempt(id);
    if (ending === 'refused') return STATUS.refused;
    if (ending === 'held') held.push(id);
    else note(ending);
  }
  const until = performance.now() + patience * 1000;
  while (held.length > 0 && performance.now() < until && !signal.aborted) {
    await pause(lookAgain, signal);
    const still: string[] = [];
    for (const id of held) {
      if (signal.aborted) return STATUS.again;
      const ending = await attempt(id);
      if (ending === 'held') still.push(id);
      else note(ending);
    }
    held = still;
  }
  if (signal.aborted) return STATUS.again;
  for (const id of held) say(`${id} is held by a living process, which goes on with it`);
  if (held.length > 0) note('held');
  return worst === 'again' ? STATUS.trouble : STATUS[worst];
}

const ORDER: readonly Ending[] = ['done', 'failed', 'held', 'again', 'refused'];
const toStderr = (line: string) => void process.stderr.write(`${line}\n`);

const pause = (seconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, seconds * 1000);
    signal.addEventListener('abort', done);
  });

/** Does what it is told until it is told to end, asked to stop, or its starter is gone. */
function serve(doPiece: DoPiece, { signal }: PieceProcessSetting): Promise<number> {
  const answer = (value: Answer) => {
    if (process.connected) process.send?.(value);
  };
  return new Promise((resolve) => {
    let busy = false;
    let ending = false;
    const end = (status: number) => {
      process.off('message', onMessage);
      process.off('disconnect', onGone);
      signal.removeEventListener('abort', onStop);
      if (process.connected) process.disconnect?.();
      resolve(status);
    };
    const onStop = () => {
      if (!busy) end(STATUS.again);
    };
    const onGone = () => {
      ending = true;
      if (!busy) end(STATUS.done);
    };
    const onMessage = async (order: Order) => {
      if (order.kind === 'end') return onGone();
      if (busy) return;
      busy = true;
      const tried = await doPiece(order.id, (value) => answer({ kind: 'told', value })).catch(
        (error): Tried => ({ ending: 'again', message: error instanceof Error ? error.message : `${error}` }),
      );
      busy = false;
      answer({ kind: 'ended', id: order.id, ...tried });
      if (signal.aborted) end(STATUS.again);
      else if (tried.ending === 'refused') end(STATUS.refused);
      else if (ending) end(STATUS.done);
    };
    process.on('message', onMessage);
    process.on('disconnect', onGone);
    signal.addEventListener('abort', onStop);
    if (signal.aborted) end(STATUS.again);
    else answer({ kind: 'ready' });
  });
}
