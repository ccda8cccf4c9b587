import { execSync } from 'node:child_process';

/** Value of a command-line argument such as `--seeds 3`. */
export function argument(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

/** What results of earlier starts are kept under: `--version`, or the commit. */
export const commit = (): string =>
  argument('--version') ?? execSync('git rev-parse HEAD', { encoding: 'utf8' }).trim();
