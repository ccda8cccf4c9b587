/** What asks a process to save and stop: Ctrl-C, an end, and what batch systems send before a limit. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGUSR2'] as const;

/**
 * An `AbortSignal` for the first of these signals. A second one within a second is the same key, passed on by the
 * process that started this one; a later one ends the process at once.
 */
export function stopSignals(onFirst: (name: NodeJS.Signals) => void = () => {}): {
  readonly signal: AbortSignal;
  release(): void;
} {
  const controller = new AbortController();
  let first = Number.NaN;
  const release = () => {
    for (const name of SIGNALS) process.off(name, onSignal);
  };
  const onSignal = (name: NodeJS.Signals) => {
    if (Number.isNaN(first)) {
      first = performance.now();
      onFirst(name);
      controller.abort();
    } else if (performance.now() - first > 1000) {
      release();
      process.kill(process.pid, name);
    }
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  return { signal: controller.signal, release };
}
