import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRegistry, type Registry } from '@mimmx/core';
import { atomicWrite } from '@mimmx/data/files';
import { plugin, type Runner } from '@mimmx/runners';
import { type Engine, runnerName } from './split-config.ts';

const FILE = 'engine.json';

/** Remembers where a sweep was last run, for `status` and `cancel`. A password of Redis is not written down. */
export const keepEngine = (path: string, engine: Engine): Promise<void> =>
  atomicWrite(join(path, FILE), `${JSON.stringify(withoutPassword(engine), null, 2)}\n`);

function withoutPassword({ name, options }: Engine): Engine {
  const { redis, ...rest } = options;
  if (typeof redis !== 'string') return { name, options };
  return /:[^:@/]+@/.test(redis) ? { name, options: rest } : { name, options };
}

/** The engine that a sweep was last run with; `local` if it never was. */
export async function readEngine(path: string): Promise<Engine> {
  const text = await readFile(join(path, FILE), 'utf8').catch(() => null);
  return text === null ? { name: 'local', options: {} } : (JSON.parse(text) as Engine);
}

/** The runner of an engine. @throws E_UNKNOWN_NAME, E_OPTION */
export function createRunner(
  { name, options }: Engine,
  registry: Registry = createRegistry().use(plugin),
): Runner {
  return registry.create('runner', runnerName(name), { env: process.env }, options as never);
}
