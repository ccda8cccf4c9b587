/** One conformance check, to be run by any test runner: `for (const c of checks) test(c.name, c.run)`. */
export interface Check {
  readonly name: string;
  /** Returns if the plugin conforms; throws an Error that says what was expected and what was found. */
  run(): void;
}

/** Throws what was expected and found unless the condition holds. */
export function demand(condition: boolean, message: () => string): void {
  if (!condition) throw new Error(message());
}
