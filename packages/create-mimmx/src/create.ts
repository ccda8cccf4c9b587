import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How a package manager adds packages, and runs a command of one. */
const MANAGERS = {
  npm: { add: ['npm', 'install'], run: ['npx', '--no-install', 'mimmx'] },
  pnpm: { add: ['pnpm', 'add'], run: ['pnpm', 'exec', 'mimmx'] },
  yarn: { add: ['yarn', 'add'], run: ['yarn', 'mimmx'] },
} as const;

/** Where `create` works, and what it was called by. */
export interface Place {
  readonly folder: string;
  /** npm's own variables tell the package manager. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Runs a program in the folder, seen and answered by the user; its exit status. */
  readonly run?: (program: string, args: readonly string[]) => number;
}

const DEEPEST = 4;

/** Whether a folder holds NIfTI at whatever depth. */
function hasNifti(folder: string, depth = 0): boolean {
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    if (!entry.isDirectory()) return /\.nii(\.gz)?$/i.test(entry.name);
    const hidden = entry.name === 'node_modules' || entry.name.startsWith('.');
    return !hidden && depth < DEEPEST && hasNifti(join(folder, entry.name), depth + 1);
  });
}

const inTerminal =
  (cwd: string) =>
  (program: string, args: readonly string[]): number =>
    spawnSync(program, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' }).status ?? 1;

/**
 * Installs the command in a folder, and hands over to `mimmx init`.
 *
 * @param options of `mimmx init`
 * @returns exit status of what failed first, or 0
 */
export function create(
  options: readonly string[],
  { folder, environment, run = inTerminal(folder) }: Place,
): number {
  const agent = environment.npm_config_user_agent ?? 'npm';
  const manager = MANAGERS[agent.startsWith('pnpm') ? 'pnpm' : agent.startsWith('yarn') ? 'yarn' : 'npm'];
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest))
    writeFileSync(manifest, `${JSON.stringify({ private: true, type: 'module' }, null, 2)}\n`);
  const packages = ['@mimmx/cli', hasNifti(folder) ? '@mimmx/datasets-mri' : '@mimmx/datasets-cxr'];
  const [add, ...addArgs] = manager.add;
  const status = run(add, [...addArgs, ...packages]);
  if (status !== 0) return status;
  const [exec, ...execArgs] = manager.run;
  return run(exec, [...execArgs, 'init', ...options]);
}
