import { availableParallelism } from 'node:os';

/** Where graphs run. All but `cpu` need an ONNX Runtime that has the execution provider. */
export type Device = 'cpu' | 'webgpu' | 'cuda' | 'dml' | 'coreml';

export interface Settings {
  readonly device: Device;
  /** Threads of one operator. */
  readonly threads: number;
  /** Runs the graph passes on graphs outside compiled functions, too: slower to start, and a test of the passes. */
  readonly optimizeAll: boolean;
  /**
   * Looks through the results and the new variables of every call of a compiled function, and refuses NaN and Infinity
   * (E_NAN). TensorFlow.js's debug mode turns it on, too.
   */
  readonly checkNumbers: boolean;
  /** Convolutions in blocks of channels, where ONNX Runtime has them and they pay; off for comparison. */
  readonly blocked: boolean;
}

/** Where several processes share the cores, the environment says how many threads one has. */
const defaultThreads = (): number => Number(process.env.MIMMX_THREADS) || availableParallelism();

/** Read when the first session is made: a command may settle the threads after this file was loaded. */
let current: Settings | null = null;

/** What sessions made from now on will use. */
export const settings = (): Settings => {
  current ??= {
    device: 'cpu',
    threads: defaultThreads(),
    optimizeAll: false,
    checkNumbers: false,
    blocked: true,
  };
  return current;
};

/** Changes the device or the number of threads. Functions that are already compiled keep theirs. */
export const configure = (change: Partial<Settings>): void => {
  current = { ...settings(), ...change };
};
