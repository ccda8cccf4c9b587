import { AsyncLocalStorage } from 'node:async_hooks';
import fs, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/** How far a storage operation gets before its process is struck. `torn`: half of what is to be written. */
export type Strike = 'before' | 'after' | 'torn';
export const STRIKES: readonly Strike[] = ['before', 'after', 'torn'];

type Operation = (...args: never[]) => Promise<unknown>;

/**
 * A process in this process: what runs in it stops for good, or until it is woken, at its k-th change to a file
 * system. None of its code runs from there on, no `catch` and no `finally`, as if it had been killed.
 */
export class Victim {
  /** Changes made so far. */
  count = 0;
  readonly #at: number;
  readonly #strike: Strike;
  #wake = () => {};
  readonly #sleep = new Promise<void>((resolve) => {
    this.#wake = resolve;
  });
  #struck = () => {};
  readonly #down = new Promise<void>((resolve) => {
    this.#struck = resolve;
  });

  constructor(at = Number.POSITIVE_INFINITY, strike: Strike = 'before') {
    this.#at = at;
    this.#strike = strike;
  }

  /** Runs until it ends or is struck; its outcome, or "down". */
  async run<T>(work: () => Promise<T>): Promise<{ ended: Promise<T>; down: boolean }> {
    const ended = current.run(this, work);
    ended.catch(() => {});
    const down = await Promise.race([
      this.#down.then(() => true),
      ended.then(
        () => false,
        () => false,
      ),
    ]);
    return { ended, down };
  }

  /** Lets it go on from where it was struck. */
  wake(): void {
    this.#wake();
  }

  async change(act: () => Promise<unknown>, half?: () => Promise<unknown>): Promise<unknown> {
    if (this.count++ !== this.#at) return act();
    let result: unknown;
    if (this.#strike === 'after') result = await act();
    if (this.#strike === 'torn') await half?.();
    this.#struck();
    await this.#sleep;
    // A write that was torn by a kill is made again by no one; one that only slept goes on.
    return this.#strike === 'after' ? result : act();
  }
}

const current = new AsyncLocalStorage<Victim>();
const original: Record<string, Operation> = {};
const patched = fs as unknown as Record<string, Operation>;

const watched = (name: string): Operation =>
  ((...args: never[]) => {
    const act = () => original[name]!(...args);
    const victim = current.getStore();
    return victim ? victim.change(act) : act();
  }) as Operation;

const half = (content: unknown): unknown =>
  typeof content === 'string' || content instanceof Uint8Array
    ? content.slice(0, content.length >> 1)
    : content;

const HANDLE = new Set(['writeFile', 'appendFile', 'write', 'sync', 'truncate']);
/** The system closes the files of a process that is killed; here it is done at the end. */
const opened: FileHandle[] = [];
const handleOf = (handle: FileHandle, victim: Victim): FileHandle => {
  return new Proxy(handle, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      const call = (...args: unknown[]) => value.apply(target, args);
      if (!HANDLE.has(String(name))) return call;
      return (...args: unknown[]) =>
        victim.change(
          () => call(...args),
          String(name).endsWith('File') ? () => call(half(args[0]), ...args.slice(1)) : undefined,
        );
    },
  });
};

/** Watches this process's changes to file systems while `work` runs. */
export async function withVictims<T>(work: () => Promise<T>): Promise<T> {
  for (const name of ['mkdir', 'rename', 'rm', 'rmdir', 'writeFile']) {
    original[name] = patched[name]!;
    patched[name] = watched(name);
  }
  const open = fs.open;
  fs.open = (async (...args: Parameters<typeof open>) => {
    const victim = current.getStore();
    if (!victim) return open(...args);
    const act = async () => {
      const handle = await open(...args);
      opened.push(handle);
      return handle;
    };
    return handleOf((await victim.change(act)) as FileHandle, victim);
  }) as typeof open;
  syncBuiltinESMExports();
  try {
    return await work();
  } finally {
    for (const [name, operation] of Object.entries(original)) patched[name] = operation;
    fs.open = open;
    syncBuiltinESMExports();
    for (const handle of opened.splice(0)) await handle.close().catch(() => {});
  }
}
