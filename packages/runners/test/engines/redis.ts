import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programOf, runNow, until } from './installed.ts';

/** A Redis on this machine, with its own port and folder. */
export interface TestRedis {
  readonly port: number;
  readonly url: string;
  /** Stops it, −9, and starts it again from what it kept. */
  strike(): Promise<void>;
  stop(): Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** @param args further options, e.g. `--requirepass` */
export async function startRedis({
  aof = true,
  args = [] as readonly string[],
  password = '',
  tls = null as string | null,
} = {}): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'mimmx-redis-'));
  const port = await freePort();
  const listen =
    tls === null
      ? ['--port', String(port)]
      : [
          '--port',
          '0',
          '--tls-port',
          String(port),
          '--tls-auth-clients',
          'no',
          '--tls-cert-file',
          join(tls, 'cert.pem'),
          '--tls-key-file',
          join(tls, 'key.pem'),
          '--tls-ca-cert-file',
          join(tls, 'cert.pem'),
        ];
  let child: ChildProcess;
  const ping = () =>
    runNow('redis-cli', [
      ...(tls === null ? [] : ['--tls', '--cacert', join(tls, 'cert.pem')]),
      '-h',
      tls === null ? '127.0.0.1' : 'localhost',
      '-p',
      String(port),
      ...(password ? ['-a', password, '--no-auth-warning'] : []),
      'ping',
    ]).stdout.trim() === 'PONG';
  const start = async () => {
    child = spawn(
      programOf('redis-server')!,
      [
        ...listen,
        '--bind',
        '127.0.0.1',
        '--dir',
        folder,
        '--save',
        '',
        '--appendonly',
        aof ? 'yes' : 'no',
        '--appendfsync',
        'everysec',
        '--maxmemory-policy',
        'noeviction',
        ...(password ? ['--requirepass', password] : []),
        ...args,
      ],
      { stdio: 'ignore' },
    );
    child.on('error', () => {});
    await until(ping, 20, 'Redis answers');
  };
  const end = (signal: NodeJS.Signals) =>
    new Promise<void>((resolve) => {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('close', () => resolve());
      child.kill(signal);
    });
  const leave = () => rmSync(folder, { recursive: true, force: true });
  await start().catch(async (error) => {
    await end('SIGKILL');
    leave();
    throw error;
  });
  return {
    port,
    url: `${tls === null ? 'redis' : 'rediss'}://${password ? `:${password}@` : ''}${tls === null ? '127.0.0.1' : 'localhost'}:${port}`,
    async strike() {
      await end('SIGKILL');
      await start();
    },
    async stop() {
      await end('SIGTERM');
      leave();
    },
  };
}
