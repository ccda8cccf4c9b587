/** A piece of work, decided to the last option: it runs anywhere, once, and is found again by what it is. */
export interface Work {
  /** Hash of everything that decides its result: 32 hexadecimal digits. */
  readonly id: string;
}

/** Which process holds a piece of work. */
export interface Holder {
  readonly host: string;
  readonly pid: number;
  /** How often the work was begun, this time included. */
  readonly attempt: number;
  /** Seconds since the holder last showed that it lives. */
  readonly age: number;
}

/** What is known of a piece of work. */
export type WorkState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running'; readonly holder: Holder }
  | { readonly kind: 'failed'; readonly message: string; readonly attempt: number }
  | { readonly kind: 'done' };

/** The right to do one piece of work, until it is given back or its holder dies. */
export interface WorkLease {
  /** Keeps why it cannot be done, and gives it back. */
  fail(error: Error): Promise<void>;
  /** Gives it back unfinished. */
  release(): Promise<void>;
}

/** The lease of work that leaves a result and nothing on the way. */
export interface ResultLease<Result> extends WorkLease {
  /** Keeps the result, and gives the work back. */
  finish(result: Result): Promise<void>;
}

/** Where pieces of work are kept, and who does which. Any number of processes may share one. */
export interface WorkStore<W extends Work, Result, Lease extends WorkLease> {
  /** The lease; null if another living process holds it, or it is done or failed. A stale lease is taken over. */
  claim(work: W): Promise<Lease | null>;
  state(id: string): Promise<WorkState>;
  /** The result of finished work, or null. @throws E_CHECKPOINT if it is damaged */
  result(id: string): Promise<Result | null>;
  /** Puts failed work back among the waiting. False if it has not failed. */
  retry(id: string): Promise<boolean>;
}
