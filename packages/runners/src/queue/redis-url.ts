import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { MimmxError } from '@mimmx/core/contracts';

/** A place of Redis, as far as it is checked before anything is sent there. */
export interface RedisPlace {
  /** As given. */
  readonly url: string;
  /** Without password: for people. */
  readonly shown: string;
  readonly host: string;
  readonly hasPassword: boolean;
}

/** Reads a URL. @throws E_QUEUE_URL */
export function parseRedis(url: string): RedisPlace {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw wrong(url);
  }
  if (!['redis:', 'rediss:'].includes(parsed.protocol) || parsed.hostname === '') throw wrong(url);
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  return {
    url,
    shown: `${parsed.protocol}//${parsed.host}${parsed.pathname === '/' ? '' : parsed.pathname}`,
    host,
    hasPassword: parsed.password !== '',
  };
}

const wrong = (url: string): MimmxError =>
  new MimmxError(
    'E_QUEUE_URL',
    `"${url.replace(/:[^:@/]*@/, ':…@').slice(0, 80)}" is no place of Redis. Write redis://HOST:6379, redis://:PASSWORD@HOST:6379, or rediss://… for TLS.`,
  );

/** Addresses that the world does not reach: loopback, private networks, link-local. */
const inside = new BlockList();
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  inside.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  inside.addSubnet(net, bits, 'ipv6');

/** Whether an address can be reached from everywhere. */
export function isPublic(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return isPublic(mapped);
  const kind = isIP(address);
  return kind === 4 ? !inside.check(address, 'ipv4') : kind === 6 && !inside.check(address, 'ipv6');
}

/**
 * Refuses a queue that everybody could write to: what stands in it is begun by every worker.
 *
 * @throws E_QUEUE_OPEN if the address is public and the URL has no password
 */
export async function refuseOpen({ host, shown, hasPassword }: RedisPlace): Promise<void> {
  if (hasPassword) return;
  const addresses = isIP(host) ? [{ address: host }] : await lookup(host, { all: true }).catch(() => []);
  const open = addresses.find(({ address }) => isPublic(address));
  if (!open) return;
  throw new MimmxError(
    'E_QUEUE_OPEN',
    `${shown} is a public address (${open.address}) and has no password: everybody could read and change the queue. Set "requirepass" in Redis and write redis://:PASSWORD@${host}, or say acceptOpen (--accept-open for a worker).`,
  );
}
