import { readFile } from 'node:fs/promises';
import { MimmxError } from '@mimmx/core/contracts';
import type { Redis, RedisOptions } from 'ioredis';
import { parseRedis, type RedisPlace, refuseOpen } from './redis-url.ts';

/** How to reach a queue. */
export interface QueuePlace {
  readonly redis?: string | undefined;
  readonly ca?: string | undefined;
  readonly acceptOpen?: boolean;
}

/** What a queue is made with. */
interface QueueLibraries {
  readonly bullmq: typeof import('bullmq');
  readonly Redis: typeof Redis;
}

/** The libraries that a queue needs, which are installed by those who use one. @throws E_QUEUE_MISSING */
export async function queueLibraries(): Promise<QueueLibraries> {
  try {
    const [bullmq, ioredis] = await Promise.all([import('bullmq'), import('ioredis')]);
    return { bullmq, Redis: ioredis.Redis };
  } catch (error) {
    throw new MimmxError(
      'E_QUEUE_MISSING',
      'The engine "queue" needs two packages that are not installed here: npm install bullmq ioredis',
      { cause: error },
    );
  }
}

export interface Connection {
  readonly client: Redis;
  readonly place: RedisPlace;
  /** What is unwise about this Redis, in sentences. */
  readonly warnings: readonly string[];
}

/**
 * Connects, and looks at how this Redis keeps what it is given.
 *
 * @param patient whether to wait for a Redis that is away, as workers do once they have begun
 * @throws E_QUEUE_URL, E_QUEUE_OPEN, E_QUEUE_UNREACHABLE, E_QUEUE_PASSWORD
 */
export async function connect(
  { redis, ca, acceptOpen = false }: QueuePlace,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Connection> {
  const place = parseRedis(redis ?? env.MIMMX_REDIS ?? 'redis://127.0.0.1:6379');
  if (!acceptOpen) await refuseOpen(place);
  const { Redis } = await queueLibraries();
  const tls = ca === undefined ? {} : { tls: { ca: await certificate(ca) } };
  const options: RedisOptions = {
    // What BullMQ asks for: its blocking calls wait for as long as Redis is away.
    maxRetriesPerRequest: null,
    lazyConnect: true,
    connectTimeout: 5000,
    retryStrategy: (times) => Math.min(200 * 2 ** Math.min(times, 5), 5000),
    ...tls,
  };
  // A first try by itself: later ones are patient, this one says what is wrong.
  const probe = new Redis(place.url, { ...options, maxRetriesPerRequest: 1, retryStrategy: () => null });
  let trouble: Error | undefined;
  probe.on('error', (error) => {
    trouble ??= error;
  });
  let info: string;
  try {
    await probe.connect();
    info = await probe.info();
  } catch (error) {
    throw unreachable(place, trouble ?? (error as Error));
  } finally {
    probe.disconnect();
  }
  const client = new Redis(place.url, options);
  client.on('error', () => {});
  await client.connect();
  return { client, place, warnings: warningsOf(info, place) };
}

const certificate = (path: string): Promise<Buffer> =>
  readFile(path).catch((error) => {
    throw new MimmxError(
      'E_QUEUE_URL',
      `The certificate ${path} cannot be read (${error.code}). Give its path.`,
    );
  });

function unreachable({ shown, hasPassword }: RedisPlace, error: Error): MimmxError {
  const message = (error.message || (error as { code?: string }).code || `${error}`).split('\n')[0]!;
  if (/NOAUTH|WRONGPASS|invalid password|without any password/i.test(message)) {
    return new MimmxError(
      'E_QUEUE_PASSWORD',
      `Redis at ${shown} ${hasPassword ? 'does not take this password' : 'asks for a password'}. Write redis://:PASSWORD@HOST, or set MIMMX_REDIS.`,
      { cause: error },
    );
  }
  return new MimmxError(
    'E_QUEUE_UNREACHABLE',
    `Redis at ${shown} does not answer: ${message.replace(/\.$/, '')}. Is it started, and does the address listen (bind, protected-mode, port, rediss)?`,
    { cause: error },
  );
}

/** What `INFO` says of this Redis that a sweep should know. */
export function warningsOf(info: string, { shown }: Pick<RedisPlace, 'shown'>): string[] {
  const value = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim();
  const warnings: string[] = [];
  if (value('aof_enabled') === '0') {
    warnings.push(
      `Redis at ${shown} keeps no append-only file: if it stops, jobs since its last snapshot are gone ("mimmx sweep run" hands them over again). Better: appendonly yes`,
    );
  }
  const policy = value('maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction') {
    warnings.push(
      `Redis at ${shown} may throw jobs away when its memory is full (maxmemory-policy ${policy}). Better: maxmemory-policy noeviction`,
    );
  }
  return warnings;
}
