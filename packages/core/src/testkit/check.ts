/** One conformance check, to be run by any test runner: `for (const c of checks) test(c.name, c.run)`. */
export interface Check {
  readonly name: string;
  /** Resolves if the plugin conforms; throws an Error that says what was expected and what was found. */
  run(): void | Promise<void>;
}
