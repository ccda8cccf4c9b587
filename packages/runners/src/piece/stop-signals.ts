import { isServing } from './piece-process.ts';

/** What asks a process to save and stop: Ctrl-C, an end, and what batch systems send before a limit. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGUSR2'] as const;

/**
 * An `AbortSignal` for the first of these signals, or for the death of the process that hands this one its pieces: what
 * is under way is then saved, and free for whoever comes next. A second one within a second is the same key, passed on by the
 * process that started this one; a later one ends the process at once.
 */
export function stopSignals(onFirst: (name: NodeJS.Signals) => void = () => {}): {
  readonly signal: AbortSignal;
  release(): void;
} {
  const controller = new AbortController();
  let first = Number.NaN;
  const onOrphaned = () => {
    // Nobody reads what it says any more.
    process.stderr.on('error', () => {});
    controller.abort();
  };
  const release = () => {
    process.off('disconnect', onOrphaned);
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
  if (isServing()) {
    process.on('disconnect', onOrphaned);
    // It may have died before this process listened.
    if (!process.connected) onOrphaned();
  }
  return { signal: controller.signal, release };
}
