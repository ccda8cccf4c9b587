import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { moduleBeside } from '../decoder.ts';
import { machineCode, machineTrouble } from '../machine-trouble.ts';
import type { Answer, ReadingJob, ThreadData } from './job.ts';
import { SharedMemory } from './shared-memory.ts';

/** A function of a module that the pool is to call. */
export interface Call {
  readonly module: URL;
  readonly name: string;
  readonly path: string;
  readonly options: unknown;
}

export interface PoolOptions {
  /** Worker threads; the machine's cores if absent. */
  readonly workers?: number;
  /** A call that takes longer is given up and its thread replaced. Default 60,000 ms. */
  readonly timeout?: number;
  /** Bound of each worker's JavaScript heap in MiB. Default 1,024. */
  readonly heap?: number;
  /**
   * MiB that all threads together may reserve for large images; an image that wants more is decoded alone. Default
   * 64 for each thread, at least 256.
   */
  readonly memory?: number;
}

/** Threads that call functions of modules. A call that hangs or crashes its thread fails alone. */
export interface WorkerPool {
  readonly workers: number;
  /**
   * The function's value. Rejects with an `Error` whose message is the reason, without a stack; with E_MACHINE if the
   * machine was in trouble (no files, no memory, a failing disk) several times in a row.
   */
  run<Value>(call: Call): Promise<{ value: Value; milliseconds: number }>;
  close(): Promise<void>;
}

interface Waiting {
  readonly job: ReadingJob;
  /** Times that the machine was in trouble. */
  tries: number;
  readonly resolve: (answer: { value: never; milliseconds: number }) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly place: number;
  busy: Waiting | null;
  timer: NodeJS.Timeout | undefined;
}

const WORKER = moduleBeside(import.meta.url, './worker.ts', './decode-worker.js');
/** Waits before a call is tried again after the machine was in trouble, in ms. */
const PAUSES = [50, 200, 800, 2000];
const CONDITION = '--conditions=@mimmx/source';

/** From sources, a worker must read our packages' sources too; otherwise it inherits everything as it is. */
function inherited(): { execArgv?: string[] } {
  const given = `${process.execArgv.join(' ')} ${process.env.NODE_OPTIONS ?? ''}`;
  return !WORKER.pathname.endsWith('.ts') || given.includes('@mimmx/source') ? {} : { execArgv: [CONDITION] };
}

/** Starts no thread before the first call. One call at a time runs in each thread; the others wait in order. */
export function createWorkerPool(options: PoolOptions = {}): WorkerPool {
  const workers = Math.max(1, options.workers ?? availableParallelism());
  const total = options.memory ?? Math.max(256, 64 * workers);
  const memory = SharedMemory.create(total, workers);
  const places = Array.from({ length: workers }, (_, i) => i);
  /** Fewer than `workers` if the machine has no resources for more. */
  let most = workers;
  const timeout = options.timeout ?? 60_000;
  const threads = new Set<Thread>();
  const queue: Waiting[] = [];
  let head = 0;
  let closed = false;
  let nextId = 0;

  const settle = (thread: Thread): Waiting | null => {
    const waiting = thread.busy;
    clearTimeout(thread.timer);
    thread.busy = null;
    return waiting;
  };

  const discard = (thread: Thread, reason: string, code: string | null = null): void => {
    if (!threads.delete(thread)) return;
    memory.giveBack(thread.place);
    places.push(thread.place);
    const waiting = settle(thread);
    if (code === null) waiting?.reject(new Error(reason));
    else {
      most = Math.max(1, threads.size);
      again(waiting, code);
    }
    void thread.worker.terminate();
    pump();
  };

  /** Tries a call again a little later; after some tries the machine's trouble is the run's. */
  const again = (waiting: Waiting | null, code: string): void => {
    if (waiting === null) return;
    const pause = PAUSES[waiting.tries++];
    if (pause === undefined) {
      waiting.reject(machineTrouble(code));
      return;
    }
    pausing.add(waiting);
    setTimeout(() => {
      if (!pausing.delete(waiting)) return;
      queue.push(waiting);
      pump();
    }, pause);
  };
  const pausing = new Set<Waiting>();

  const start = (): Thread => {
    const place = places.pop()!;
    const workerData: ThreadData = { thread: place, memory: memory.buffer, total };
    const worker = new Worker(WORKER, {
      ...inherited(),
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: options.heap ?? 1024 },
    });
    const thread: Thread = { worker, place, busy: null, timer: undefined };
    worker.on('message', (answer: Answer) => {
      const waiting = settle(thread);
      if ('reason' in answer) {
        if (answer.machine !== null) again(waiting, answer.machine);
        else waiting?.reject(new Error(answer.reason));
      } else waiting?.resolve({ value: answer.value as never, milliseconds: answer.milliseconds });
      pump();
    });
    worker.on('error', (error: Error) =>
      discard(thread, `decoding failed (${error.message})`, machineCode(error)),
    );
    worker.on('exit', () => discard(thread, 'the decoding thread ended'));
    worker.unref();
    threads.add(thread);
    return thread;
  };

  const pump = (): void => {
    while (!closed && head < queue.length) {
      const idle = [...threads].find((thread) => thread.busy === null);
      const thread = idle ?? (threads.size < most ? start() : null);
      if (thread === null) break;
      const waiting = queue[head++]!;
      if (head > 1024 && head * 2 > queue.length) {
        queue.splice(0, head);
        head = 0;
      }
      thread.busy = waiting;
      thread.worker.ref();
      thread.timer = setTimeout(() => discard(thread, `took longer than ${timeout} ms`), timeout);
      thread.worker.postMessage(waiting.job);
    }
    for (const thread of threads) if (thread.busy === null) thread.worker.unref();
  };

  return {
    workers,
    run(call) {
      if (closed) return Promise.reject(new Error('the worker pool is closed'));
      return new Promise((resolve, reject) => {
        const { module, name, path, options: given } = call;
        queue.push({
          job: { id: nextId++, module: module.href, name, path, options: given },
          resolve,
          reject,
          tries: 0,
        });
        pump();
      });
    },
    async close() {
      closed = true;
      const ending = [...threads];
      threads.clear();
      const unfinished = [...ending.map(settle), ...queue.splice(head), ...pausing];
      pausing.clear();
      for (const waiting of unfinished) waiting?.reject(new Error('the worker pool is closed'));
      await Promise.all(ending.map((thread) => thread.worker.terminate()));
    },
  };
}
