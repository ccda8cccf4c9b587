import type { Ending } from '../contract.ts';
import type { Tried } from '../piece/index.ts';
import { type Child, startChild } from '../processes/child.ts';

/** One process after the other, which does pieces of one sweep at a time. */
export interface Slot {
  /** Does a piece in a process of that command; the process stays for the next. A death is `again`. */
  do(command: readonly string[], cwd: string, id: string): Promise<Tried>;
  /** Asks what runs to save and stop. */
  stop(): void;
  /** Ends the process when it is done with what it has. */
  end(): Promise<void>;
}

export function createSlot(env: Readonly<Record<string, string | undefined>>): Slot {
  let child: Child | null = null;
  let of = '';
  let ready: Promise<void> = Promise.resolve();
  let settle: (tried: Tried) => void = () => {};
  let gone: Promise<void> = Promise.resolve();

  const open = (command: readonly string[], cwd: string): void => {
    let isReady = () => {};
    let isGone = () => {};
    ready = new Promise((resolve) => {
      isReady = resolve;
    });
    gone = new Promise((resolve) => {
      isGone = resolve;
    });
    const own: Child = startChild({ command, cwd }, env, {
      ready: isReady,
      told: () => {},
      ended: (_, ending: Ending, message) =>
        settle({ ending, ...(message === undefined ? {} : { message }) }),
      gone: ({ status, killed, last }) => {
        if (child === own) child = null;
        const how = `its process ended with ${killed ?? `status ${status}`}${last ? `: ${last}` : ''}`;
        settle({ ending: 'again', message: how });
        isReady();
        isGone();
      },
    });
    child = own;
    of = JSON.stringify([command, cwd]);
  };

  const end = async () => {
    child?.end();
    await gone;
  };

  return {
    async do(command, cwd, id) {
      if (child && of !== JSON.stringify([command, cwd])) await end();
      return new Promise<Tried>((resolve) => {
        settle = (tried) => {
          settle = () => {};
          resolve(tried);
        };
        if (!child) open(command, cwd);
        void ready.then(() => child?.do(id));
      });
    },
    stop: () => child?.kill('SIGUSR2'),
    end,
  };
}
