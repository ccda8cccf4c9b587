import { userInfo } from 'node:os';
import { MimmxError } from '@mimmx/core/contracts';
import { call, complaint } from './call.ts';

/** What a cluster allows. */
export interface Limits {
  /** Indices of an array run from 0 to one less. */
  readonly maxArraySize: number;
  /** Jobs that the controller holds of all users, each task of an array counted. */
  readonly maxJobCount: number;
  /** Jobs that this user may have at a time, running or not; null where the cluster does not say. */
  readonly maxSubmitJobs: number | null;
}

const numberOf = (text: string, name: string): number | null => {
  const found = new RegExp(`^${name}\\s*=\\s*(\\d+)`, 'm').exec(text)?.[1];
  return found === undefined ? null : Number(found);
};

/** Reads `scontrol show config`. @throws E_SLURM if it does not say how large an array may be */
export function parseConfig(text: string): Pick<Limits, 'maxArraySize' | 'maxJobCount'> {
  const maxArraySize = numberOf(text, 'MaxArraySize');
  if (maxArraySize === null) {
    throw new MimmxError(
      'E_SLURM',
      '"scontrol show config" does not say MaxArraySize. Is this a Slurm cluster?',
    );
  }
  if (maxArraySize < 2) {
    throw new MimmxError(
      'E_SLURM',
      `This cluster allows no job arrays (MaxArraySize=${maxArraySize}). Print single commands instead: mimmx sweep plan --commands`,
    );
  }
  return { maxArraySize, maxJobCount: numberOf(text, 'MaxJobCount') ?? 10_000 };
}

/** Reads `sacctmgr --noheader --parsable2 show association … format=MaxSubmitJobs`: the least of its lines. */
export function parseAssociations(text: string): number | null {
  const limits = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^\d+$/.test(line))
    .map(Number);
  return limits.length === 0 ? null : Math.min(...limits);
}

/** Asks the cluster, twice. Who keeps no accounts has no limit of submissions to read. @throws E_SLURM… */
export async function readLimits(env: Readonly<Record<string, string | undefined>>): Promise<Limits> {
  const config = await call('scontrol', ['show', 'config'], env);
  if (config.status !== 0) {
    throw new MimmxError(
      'E_SLURM',
      `The controller of the cluster does not answer: ${complaint(config)}. Try again, or ask: scontrol ping`,
    );
  }
  const accounts = await call(
    'sacctmgr',
    ['-nP', 'show', 'association', `user=${userInfo().username}`, 'format=MaxSubmitJobs'],
    env,
  ).catch(() => null);
  return {
    ...parseConfig(config.stdout),
    maxSubmitJobs: accounts?.status === 0 ? parseAssociations(accounts.stdout) : null,
  };
}
