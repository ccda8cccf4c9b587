/** One call of an exported function of a module, in a worker thread. */
export interface ReadingJob {
  readonly id: number;
  /** URL of the module. */
  readonly module: string;
  /** Exported name. */
  readonly name: string;
  readonly path: string;
  /** Structured-clonable. */
  readonly options: unknown;
}

/** What came of it: a value, or the reason why there is none. */
export type Answer =
  | { readonly id: number; readonly value: unknown; readonly milliseconds: number }
  | {
      readonly id: number;
      readonly reason: string;
      /** Set if the machine is in trouble, not the file. */
      readonly machine: string | null;
      readonly milliseconds: number;
    };

/** What a thread is started with. */
export interface ThreadData {
  readonly thread: number;
  readonly memory: SharedArrayBuffer;
  /** MiB that all threads share. */
  readonly total: number;
}
