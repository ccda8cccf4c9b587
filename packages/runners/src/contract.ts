import type { Completed, Declares, Definition, Draft } from '@mimmx/core/contracts';

/** A piece of work by its name. What it is, its folder says; a runner does not know. */
export interface Piece {
  /** Letters and digits, at least one letter. */
  readonly id: string;
  /** Cannot be begun before that one is done. */
  readonly after?: string;
}

/** What is to be run. */
export interface Work {
  /** Shown by the engine's own tools: letters, digits, "-", "_" and ".". */
  readonly name: string;
  /** Absolute path of the folder that holds the truth: what is done stands there, whoever did it. */
  readonly folder: string;
  /** Pieces that are not done yet, in the order in which they are best begun. */
  readonly pieces: readonly Piece[];
  /**
   * Program and its first arguments. Ids follow, and it does those pieces and nothing else; without ids it takes them
   * from the process that started it. It ends with one of `STATUS`, see `pieceProcess`.
   */
  readonly command: readonly string[];
  /** Folder that the program is started in. */
  readonly cwd: string;
  /** How long a piece lasts, seconds, where that was measured. */
  readonly seconds?: number;
  /** Version of what is to be run, by name; a process of another one refuses the piece. */
  readonly mark?: string;
}

/**
 * How a piece ended, as far as a runner has to know. `done`; `failed`: for good, another try would fail the same way;
 * `again`: stopped half-way or hindered by the machine, it is to be tried again; `held`: a living process has it;
 * `refused`: this machine must not do it.
 */
export type Ending = 'done' | 'failed' | 'again' | 'held' | 'refused';

/** What a runner tells while it runs. */
export type RunnerEvent =
  | { readonly kind: 'started'; readonly id: string; readonly where: string }
  | { readonly kind: 'ended'; readonly id: string; readonly ending: Ending; readonly message?: string }
  /** What a piece tells itself; a runner hands it on as it is. */
  | { readonly kind: 'told'; readonly id: string | null; readonly value: unknown }
  /** A sentence for the person who watches. */
  | { readonly kind: 'note'; readonly message: string };

export interface RunSetting {
  /** Ends cleanly what goes on in this process; what an engine was given stays with it. */
  readonly signal?: AbortSignal;
  readonly on?: (event: RunnerEvent) => void;
}

/** What an engine knows of pieces that no folder shows. */
export interface EngineState {
  /** Pieces that it will start by itself. */
  readonly waiting: ReadonlySet<string>;
  /** Pieces that it runs, and where. */
  readonly running: ReadonlyMap<string, string>;
  /** E.g. why nothing starts, in sentences. */
  readonly notes: readonly string[];
}

export const IDLE: EngineState = { waiting: new Set(), running: new Map(), notes: [] };

/** Starts pieces somewhere. */
export interface Runner {
  /** Whether the pieces go on by themselves when `run` is over. */
  readonly detached: boolean;
  /** Before anything is begun: whether the engine is there and takes what it is asked. @throws E_… in one line */
  check(work: Pick<Work, 'name' | 'folder'>, on?: RunSetting['on']): Promise<void>;
  /**
   * Runs the pieces to their ends, or hands them to an engine that does (`detached`). What is already with the engine is
   * not handed over again. A piece that fails stops no other.
   */
  run(work: Work, setting?: RunSetting): Promise<void>;
  /** One question to the engine at most. */
  state(work: Pick<Work, 'name' | 'folder'>): Promise<EngineState>;
  /** Takes back what was handed over; what runs is asked to stop. Gives a sentence that says what was done. */
  cancel(work: Pick<Work, 'name' | 'folder'>): Promise<string>;
}

/** What a runner is made with. */
export interface RunnerContext {
  /** Environment of what it starts. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Options of the runners by name. Open for declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: a table that packages add to.
export interface RunnerOptions {}

export interface RunnerDefinition<Name extends string = string, Options = unknown>
  extends Definition<'runner', Name, RunnerContext, Options, Runner> {}

/** Version of the contract of runners. */
export const RUNNER_CONTRACT = 1;

declare module '@mimmx/core' {
  interface Kinds {
    runner: {
      context: RunnerContext;
      product: Runner;
      definition: RunnerDefinition;
      options: RunnerOptions;
    };
  }
}

type Schema = Definition<'runner', string, RunnerContext, unknown, Runner>['options'];

/** Declares a runner plugin. */
export const defineRunner = <const Name extends string, Own extends Schema>(
  draft: Draft<RunnerDefinition<Name, Completed<Own>>> & Declares<Own>,
): RunnerDefinition<Name, Completed<Own>> & Declares<Own> => ({
  kind: 'runner',
  contract: RUNNER_CONTRACT,
  ...draft,
});
