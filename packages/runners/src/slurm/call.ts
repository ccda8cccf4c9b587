import { execFile } from 'node:child_process';
import { MimmxError } from '@mimmx/core/contracts';

export interface Called {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one of Slurm's commands. @throws E_SLURM_MISSING if it is not on the path */
export const call = (
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  cwd?: string,
): Promise<Called> =>
  new Promise((resolve, reject) => {
    const options = { env, cwd, maxBuffer: 256 * 2 ** 20, encoding: 'utf8' } as const;
    execFile(program, [...args], options, (error, stdout, stderr) => {
      const code = (error as { code?: unknown } | null)?.code;
      if (code === 'ENOENT') {
        reject(
          new MimmxError(
            'E_SLURM_MISSING',
            `There is no "${program}" on the path. Run this on a login node of the cluster (perhaps after "module load slurm"), or use --engine local.`,
          ),
        );
        return;
      }
      resolve({ status: error ? (typeof code === 'number' ? code : null) : 0, stdout, stderr });
    });
  });

/** What one of Slurm's commands complained of, in one line and without its own name. */
export const complaint = ({ stderr, stdout }: Called): string =>
  (stderr.trim() || stdout.trim())
    .split('\n')
    .map((line) => line.replace(/^\w+: (error: )?/, '').trim())
    .filter((line) => line !== '')
    .join('; ');
