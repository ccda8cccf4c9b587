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
  /** 3 × 3 convolutions of many channels by Winograd's products, where those pay; off for comparison. */
  readonly winograd: boolean;
}

/** Node's globals, where there are any: a browser has none, and an import would not load there. */
interface Machine {
  readonly process?: {
    readonly env: { readonly MIMMX_THREADS?: string };
    getBuiltinModule(name: 'node:os'): { availableParallelism(): number };
  };
  readonly navigator?: { readonly hardwareConcurrency?: number };
}

const threadsHere = ({ process, navigator }: Machine): number =>
  // Set where several processes share the cores.
  Number(process?.env.MIMMX_THREADS) ||
  (process?.getBuiltinModule('node:os').availableParallelism() ?? navigator?.hardwareConcurrency ?? 1);

/** Read when the first session is made: a command may settle the threads after this file was loaded. */
let current: Settings | null = null;

/** What sessions made from now on will use. */
export const settings = (): Settings => {
  current ??= {
    device: 'cpu',
    threads: threadsHere(globalThis as Machine),
    optimizeAll: false,
    checkNumbers: false,
    blocked: true,
    winograd: true,
  };
  return current;
};

/** Changes the device or the number of threads. Functions that are already compiled keep theirs. */
export const configure = (change: Partial<Settings>): void => {
  current = { ...settings(), ...change };
};
