import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { MimmxError } from '@mimmx/core/errors';
import { HEADERS, typeOf } from './headers.ts';
import type { Site } from './site.ts';

/** A page that is served. */
export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves a page on loopback. Only the files of the site are given, and nothing is taken.
 *
 * @param port 0: any that is free
 * @throws E_PORT if the port is in use
 */
export async function serve(site: Site, port: number): Promise<Served> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://loopback');
    const name = pathname === '/' ? 'index.html' : pathname.slice(1);
    const file = site.get(name);
    const refuse = (status: number, text: string) =>
      response.writeHead(status, { ...HEADERS, 'Content-Type': 'text/plain' }).end(`${text}\n`);
    // A page elsewhere that names this machine's address must not read from it.
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? ''))
      return refuse(403, 'loopback only');
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'nothing is taken here');
    if (!file) return refuse(404, 'no such file');
    const give = async (): Promise<void> => {
      const { size } = await stat(file);
      response.writeHead(200, { ...HEADERS, 'Content-Type': typeOf(name), 'Content-Length': size });
      if (request.method === 'HEAD') response.end();
      else await pipeline(createReadStream(file), response);
    };
    give().catch(() => {
      if (response.headersSent) response.destroy();
      else refuse(404, 'the file is gone');
    });
  });
  await listening(server, port);
  const { port: own } = server.address() as { readonly port: number };
  return {
    url: `http://127.0.0.1:${own}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const listening = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${error.code})`;
      reject(
        new MimmxError(
          'E_PORT',
          `Port ${port} ${why}. Give another with --port, or none for any that is free.`,
        ),
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
