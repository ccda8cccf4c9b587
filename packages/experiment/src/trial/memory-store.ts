import { MimmxError } from '@mimmx/core';
import type { KeptTrials } from './kept-trials.ts';
import type { Checkpoint, Lease, TrialLine, TrialResult } from './store.ts';
import type { Trial } from './trial.ts';

interface Entry {
  readonly trial: Trial;
  state: 'waiting' | 'running' | 'failed' | 'done';
  attempt: number;
  /** When the running attempt began, in ms. */
  since: number;
  message: string;
  lines: TrialLine[];
  /** How many of the lines were there at the last checkpoint. */
  saved: number;
  checkpoint: Checkpoint | null;
  result: TrialResult | null;
}

/**
 * Trials kept in memory: for tests, notebooks and browsers. A holder cannot die here without the store, so no lease is
 * ever taken over. What is given is copied, as if it had been written.
 *
 * @example
 * const lease = await memoryTrials().claim(trial);
 */
export function memoryTrials(): KeptTrials {
  const entries = new Map<string, Entry>();

  const leaseOf = (entry: Entry): Lease => {
    const { attempt } = entry;
    entry.lines.length = entry.saved;
    const held = () => {
      if (entry.state === 'running' && entry.attempt === attempt) return;
      throw new MimmxError(
        'E_LEASE_LOST',
        `Trial ${entry.trial.id} is no longer held here: it was given back before. Claim it again.`,
      );
    };
    const save = (checkpoint: Checkpoint) => {
      entry.checkpoint = structuredClone(checkpoint);
      entry.saved = entry.lines.length;
    };
    return {
      trial: entry.trial,
      checkpoint: structuredClone(entry.checkpoint),
      lines: structuredClone(entry.lines),
      append: async (line) => {
        held();
        entry.lines.push(structuredClone(line));
      },
      save: async (checkpoint) => {
        held();
        save(checkpoint);
      },
      finish: async (result, weights) => {
        held();
        const kept = structuredClone(result);
        save(weights);
        entry.result = kept;
        entry.state = 'done';
      },
      fail: async (error) => {
        held();
        entry.message = error.message;
        entry.state = 'failed';
      },
      release: async () => {
        held();
        entry.state = 'waiting';
      },
    };
  };

  return {
    claim: async (trial) => {
      const entry: Entry = entries.get(trial.id) ?? {
        trial: structuredClone(trial),
        state: 'waiting',
        attempt: 0,
        since: 0,
        message: '',
        lines: [],
        saved: 0,
        checkpoint: null,
        result: null,
      };
      entries.set(trial.id, entry);
      if (entry.state !== 'waiting') return null;
      entry.state = 'running';
      entry.attempt++;
      entry.since = performance.now();
      return leaseOf(entry);
    },
    state: async (id) => {
      const entry = entries.get(id);
      switch (entry?.state) {
        case 'running': {
          const age = (performance.now() - entry.since) / 1000;
          return { kind: 'running', holder: { host: 'memory', pid: 0, attempt: entry.attempt, age } };
        }
        case 'failed':
          return { kind: 'failed', message: entry.message, attempt: entry.attempt };
        case 'done':
          return { kind: 'done' };
        default:
          return { kind: 'waiting' };
      }
    },
    result: async (id) => structuredClone(entries.get(id)?.result ?? null),
    lines: async (id) => structuredClone(entries.get(id)?.lines ?? []),
    weights: async (id) => {
      const entry = entries.get(id);
      return entry?.state === 'done' ? structuredClone(entry.checkpoint) : null;
    },
    trial: async (id) => structuredClone(entries.get(id)?.trial ?? null),
    retry: async (id) => {
      const entry = entries.get(id);
      if (entry?.state !== 'failed') return false;
      entry.state = 'waiting';
      return true;
    },
  };
}
