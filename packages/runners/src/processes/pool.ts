import { hostname } from 'node:os';
import { MimmxError } from '@mimmx/core/contracts';
import type { RunSetting, Work } from '../contract.ts';
import { type Child, startChild } from './child.ts';
import { handOut } from './hand-out.ts';

/** A piece that ended its process so often is left; whether it is poisoned, its folder tells sooner. */
const MOST_DEATHS = 10;
/** So many tries that the machine hindered; and milliseconds before the next. */
const MOST_TROUBLE = 3;
const TROUBLE_WAIT = 2000;
/** Milliseconds between two looks at a piece that another process holds. */
const HELD_WAIT = 2000;
/** Children that end before they take a piece: then the program itself is at fault. */
const MOST_STILLBORN = 3;
/** One that was killed may have been so by anybody: it counts for less. */
const KILLED = 0.2;

export interface PoolSetting extends RunSetting {
  /** Processes at a time. */
  readonly processes: number;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Pieces that were not done though nobody stopped the pool, and why. */
export interface PoolOutcome {
  readonly failed: ReadonlyMap<string, string>;
  /** Neither done nor failed: stopped, or hindered by this machine too often. */
  readonly left: ReadonlyMap<string, string>;
  /** What a process said that refuses all pieces; null if none did. */
  readonly refused: string | null;
}

/**
 * Has pieces done by processes of this machine, each of which is handed one after the other. A process that dies is
 * replaced, and its piece tried again.
 *
 * @throws E_WORKER if the program cannot even be started
 */
export function runPool(work: Work, setting: PoolSetting): Promise<PoolOutcome> {
  const { signal, on = () => {}, env } = setting;
  const pieces = handOut(work.pieces);
  const failed = new Map<string, string>();
  const left = new Map<string, string>();
  const deaths = new Map<string, number>();
  const trouble = new Map<string, number>();
  const children = new Set<Child>();
  const idle = new Set<Child>();
  const host = hostname();
  let refused: string | null = null;
  let stillborn = 0;
  let timer: NodeJS.Timeout | undefined;

  return new Promise((resolve, reject) => {
    const stopping = () => signal?.aborted === true || refused !== null;
    const stop = () => {
      for (const child of children) child.kill('SIGUSR2');
    };
    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      resolve({ failed, left, refused });
    };
    const fail = (id: string, message: string) => {
      failed.set(id, message);
      for (const other of pieces.failed(id)) failed.set(other, `it starts from ${id}, which failed`);
    };
    const giveUp = (id: string, message: string) => {
      left.set(id, message);
      for (const other of pieces.failed(id)) left.set(other, `it starts from ${id}`);
    };

    const start = () => {
      let id: string | null = null;
      let lived = false;
      const child = startChild(work, env, {
        ready: () => {
          lived = true;
          stillborn = 0;
          idle.add(child);
          feed();
        },
        told: (value) => on({ kind: 'told', id, value }),
        ended: (own, ending, message) => {
          id = null;
          on({ kind: 'ended', id: own, ending, ...(message === undefined ? {} : { message }) });
          if (ending === 'done') pieces.done(own);
          else if (ending === 'failed') fail(own, message ?? '');
          else if (ending === 'held') pieces.back(own, HELD_WAIT);
          else if (ending === 'refused') {
            refused ??= message ?? 'refused';
            pieces.back(own);
            stop();
          } else if (stopping()) pieces.back(own);
          else {
            const times = (trouble.get(own) ?? 0) + 1;
            trouble.set(own, times);
            if (times >= MOST_TROUBLE) giveUp(own, message ?? 'hindered');
            else pieces.back(own, TROUBLE_WAIT * times);
          }
          idle.add(child);
          feed();
        },
        gone: ({ status, killed, last }) => {
          children.delete(child);
          idle.delete(child);
          if (id !== null) {
            const times = (deaths.get(id) ?? 0) + 1;
            deaths.set(id, times);
            const how = `its process ended with ${killed ?? `status ${status}`}${last ? `: ${last}` : ''}`;
            on({ kind: 'ended', id, ending: 'again', message: how });
            if (times >= MOST_DEATHS && !stopping()) giveUp(id, how);
            else pieces.back(id);
          } else if (!lived && !stopping()) stillborn += killed === null ? 1 : KILLED;
          if (stillborn >= MOST_STILLBORN && !stopping()) {
            for (const other of children) other.kill('SIGTERM');
            clearTimeout(timer);
            signal?.removeEventListener('abort', stop);
            return reject(
              new MimmxError(
                'E_WORKER',
                `The processes of ${work.name} end before they take a piece (${killed ?? `status ${status}`}): ${last}`,
              ),
            );
          }
          feed();
        },
      });
      children.add(child);
      const hand = child.do;
      child.do = (own) => {
        id = own;
        on({ kind: 'started', id: own, where: `process ${child.pid} on ${host}` });
        hand(own);
      };
    };

    const feed = () => {
      clearTimeout(timer);
      if (pieces.left === 0 || stopping()) {
        for (const child of idle) child.end();
        if (children.size === 0) settle();
        return;
      }
      for (const child of [...idle]) {
        const id = pieces.next();
        if (id === undefined) break;
        idle.delete(child);
        child.do(id);
      }
      // Those that died are replaced; where nothing may be begun yet, idle ones wait.
      for (let n = children.size; n < Math.min(setting.processes, pieces.left); n++) start();
      const { soonest } = pieces;
      if (idle.size > 0 && soonest !== null) timer = setTimeout(feed, soonest + 5);
    };

    signal?.addEventListener('abort', stop);
    feed();
  });
}
