import { log } from '../log.ts';

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
  const release = () => {
    for (const name of Object.keys(STATUS)) process.off(name, onSignal);
  };
  const onSignal = (name: NodeJS.Signals) => {
    if (status !== null) {
      // Exiting would tear threads down in the middle of ONNX Runtime's work, which aborts with a dump.
      release();
      process.kill(process.pid, name);
      return;
    }
    status = STATUS[name as keyof typeof STATUS];
    // The bar stands on this line, and so does what the terminal shows of Ctrl-C.
    if (process.stderr.isTTY) process.stderr.write(WIPE);
    log.info('Stopping after this step and saving. Again to stop at once.');
    controller.abort();
  };
  return {
    listen() {
      release();
      for (const name of Object.keys(STATUS)) process.on(name, onSignal);
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
