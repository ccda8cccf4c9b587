import { type ChildProcess, spawn } from 'node:child_process';
import type { Ending, Work } from '../contract.ts';
import { isAnswer, type Order, SERVES } from '../piece/message.ts';

/** How a child's life went on, told as it comes. */
export interface ChildEvents {
  ready(): void;
  ended(id: string, ending: Ending, message: string | undefined): void;
  told(value: unknown): void;
  /** It is gone, in the middle of a piece or not. `last` is what it said at the end. */
  gone(how: { readonly status: number | null; readonly killed: string | null; readonly last: string }): void;
}

export interface Child {
  readonly pid: number | undefined;
  do: (id: string) => void;
  /** Ends when the piece at hand has ended. */
  end(): void;
  kill(signal: NodeJS.Signals): void;
}

/** Starts the program of a work so that it is handed its pieces. */
export function startChild(
  { command, cwd }: Pick<Work, 'command' | 'cwd'>,
  env: Readonly<Record<string, string | undefined>>,
  events: ChildEvents,
): Child {
  const [program = '', ...args] = command;
  const child: ChildProcess = spawn(program, args, {
    cwd,
    env: { ...env, [SERVES]: '1' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  let gone = false;
  const leave = (status: number | null, killed: string | null) => {
    if (gone) return;
    gone = true;
    events.gone({ status, killed, last: said.trim().split('\n').at(-1) ?? '' });
  };
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    said = (said + piece).slice(-2000);
  });
  child.on('message', (value) => {
    if (!isAnswer(value)) return;
    if (value.kind === 'ready') events.ready();
    else if (value.kind === 'told') events.told(value.value);
    else events.ended(value.id, value.ending, value.message);
  });
  child.on('error', (error) => {
    said = `${said}\n${error.message}`;
    if (child.pid === undefined) leave(null, null);
  });
  child.on('close', leave);
  const send = (order: Order) => {
    // A child that is gone says so by "close".
    if (child.connected) child.send(order, () => {});
  };
  return {
    pid: child.pid,
    do: (id) => send({ kind: 'do', id }),
    end: () => send({ kind: 'end' }),
    kill: (signal) => void child.kill(signal),
  };
}
