import type { Piece } from '../contract.ts';

/** Which pieces may be begun, given which are done. A piece comes up again after it was put back. */
export interface HandOut {
  /** The next piece that may be begun now; undefined if there is none at present. */
  next(): string | undefined;
  /** Ended well: what waits for it may begin. */
  done(id: string): void;
  /** Cannot be done: neither can what waits for it. Gives the ids that fall with it. */
  failed(id: string): string[];
  /** To be tried again, not before so many milliseconds have passed. */
  back(id: string, wait?: number): void;
  /** Neither done nor failed. */
  readonly left: number;
  /** Milliseconds until a piece that was put back may be begun; null if none waits. */
  readonly soonest: number | null;
}

/** @param now milliseconds */
export function handOut(pieces: readonly Piece[], now: () => number = () => performance.now()): HandOut {
  const asked = new Set(pieces.map(({ id }) => id));
  /** What waits for a piece. What is not in the list was done before. */
  const after = new Map<string, string[]>();
  const ready: string[] = [];
  let at = 0;
  for (const { id, after: first } of pieces) {
    if (first === undefined || !asked.has(first)) ready.push(id);
    else after.set(first, [...(after.get(first) ?? []), id]);
  }
  const later: { readonly id: string; readonly when: number }[] = [];
  let left = asked.size;

  const free = (id: string): string[] => {
    const waiting = after.get(id) ?? [];
    after.delete(id);
    return waiting;
  };
  const fall = (id: string): string[] => free(id).flatMap((one) => [one, ...fall(one)]);

  return {
    next() {
      const due = later.findIndex(({ when }) => when <= now());
      if (due >= 0) return later.splice(due, 1)[0]!.id;
      return at < ready.length ? ready[at++] : undefined;
    },
    done(id) {
      left--;
      ready.push(...free(id));
    },
    failed(id) {
      const fallen = fall(id);
      left -= 1 + fallen.length;
      return fallen;
    },
    back(id, wait = 0) {
      later.push({ id, when: now() + wait });
    },
    get left() {
      return left;
    },
    get soonest() {
      if (later.length === 0) return null;
      return Math.max(0, Math.min(...later.map(({ when }) => when)) - now());
    },
  };
}
