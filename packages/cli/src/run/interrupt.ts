import { log } from '../log.ts';
import { isWorker } from './jobs.ts';

/** A terminal sends Ctrl-C to every process of a run, and the first passes it on: one key, twice. */
const SAME_KEY_MS = 1000;
const WIPE = '\r\u001b[2K';
const STATUS = { SIGINT: 130, SIGTERM: 143 } as const;

/** A run that can be stopped from outside. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Exit status of the signal that came; null if none did. */
  readonly status: number | null;
  /**
   * From now on a signal asks to save and stop. Before, and after {@link release}, it ends the process at once, as
   * nothing is there to be saved.
   */
  listen(): void;
  /** Gives the signals back. */
  release(): void;
}

/** Once it listens, Ctrl-C asks the run to save and stop; a second one stops at once. */
export function prepareInterrupts(): Interruption {
  const controller = new AbortController();
  let status: number | null = null;
  let first = 0;
  const release = () => {
    for (const name of Object.keys(STATUS)) process.off(name, onSignal);
    process.off('disconnect', onOrphaned);
  };
  const onSignal = (name: NodeJS.Signals) => {
    if (status !== null) {
      if (isWorker() && performance.now() - first < SAME_KEY_MS) return;
      // Exiting would tear threads down in the middle of ONNX Runtime's work, which aborts with a dump.
      release();
      process.kill(process.pid, name);
      return;
    }
    first = performance.now();
    status = STATUS[name as keyof typeof STATUS];
    // The bar stands on this line, and so does what the terminal shows of Ctrl-C.
    if (process.stderr.isTTY) process.stderr.write(WIPE);
    log.info('Stopping after this step and saving. Again to stop at once.');
    controller.abort();
  };
  // The command that started this process has died: what it was to do is free for the next.
  const onOrphaned = () => {
    // Nobody reads what it says any more.
    process.stderr.on('error', () => {});
    onSignal('SIGTERM');
  };
  return {
    listen() {
      release();
      for (const name of Object.keys(STATUS)) process.on(name, onSignal);
      if (!isWorker()) return;
      process.on('disconnect', onOrphaned);
      // It may have died before this process listened.
      if (!process.connected) onOrphaned();
    },
    signal: controller.signal,
    get status() {
      return status;
    },
    release,
  };
}

/** The same, listening at once: for commands that have something to save from the start. */
export function listenForInterrupts(): Interruption {
  const interruption = prepareInterrupts();
  interruption.listen();
  return interruption;
}
