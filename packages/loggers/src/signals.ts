const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Does something without leaving it a say over signals: a library that ends the process at Ctrl-C would end it before the
 * training has saved.
 */
export async function keepingSignals<T>(work: () => Promise<T>): Promise<T> {
  const before = SIGNALS.map((name) => new Set(process.rawListeners(name)));
  const clean = () => {
    SIGNALS.forEach((name, i) => {
      for (const listener of process.rawListeners(name))
        if (!before[i]!.has(listener)) process.off(name, listener as NodeJS.SignalsListener);
    });
  };
  try {
    return await work();
  } finally {
    clean();
  }
}
