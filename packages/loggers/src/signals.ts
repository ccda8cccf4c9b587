import { AsyncLocalStorage } from 'node:async_hooks';

const SIGNALS: readonly (string | symbol)[] = ['SIGINT', 'SIGTERM'];
const inside = new AsyncLocalStorage<true>();

/**
 * Does something without leaving it a say over signals: a library that ends the process at Ctrl-C would end it before the
 * training has saved. What others listen to meanwhile stays.
 */
export async function keepingSignals<T>(work: () => Promise<T>): Promise<T> {
  const refuse = (name: string | symbol, listener: (...given: unknown[]) => void) => {
    // It is told before the listener is there.
    if (inside.getStore() && SIGNALS.includes(name))
      queueMicrotask(() => process.off(name as string, listener));
  };
  process.on('newListener', refuse);
  try {
    return await inside.run(true, work);
  } finally {
    process.off('newListener', refuse);
  }
}
