/** One call of an exported function of a module, in a worker thread. */
export interface Job {
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
  | { readonly id: number; readonly reason: string; readonly milliseconds: number };
