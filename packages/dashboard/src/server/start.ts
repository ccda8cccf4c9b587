import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { MimmxError } from '@mimmx/core';
import { client, shell, style } from '../page/shell.ts';
import { type Access, accessOf, newToken } from './access.ts';
import { Board } from './board.ts';
import { sendEvents } from './events.ts';

/** How a dashboard is started. */
export interface DashboardOptions {
  /** Folder of runs, or one run or sweep. */
  readonly folder: string;
  /** On loopback; 0 for any that is free. */
  readonly port?: number;
}

/** A dashboard that answers. */
export interface Dashboard {
  /** Address with the token that opens it; for who started it alone. */
  readonly url: string;
  readonly port: number;
  /** Lets go of what was stopped, and ends. */
  close(): Promise<void>;
}

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; connect-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

const REPORT = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Most bytes of a request that are read. */
const MOST = 4096;

/**
 * Starts the live page of the runs in a folder, on this machine's loopback only.
 *
 * @throws E_PATH if there is no such folder, E_PORT if the port cannot be had
 *
 * @example
 * const { url } = await startDashboard({ folder: 'runs' });
 */
export async function startDashboard({ folder, port = 0 }: DashboardOptions): Promise<Dashboard> {
  const board = new Board(folder);
  await board.page(new URL('http://localhost/'));
  const token = newToken();
  let access: Access;
  const server = createServer((request, response) => {
    answer(board, access, request, response).catch((error) => {
      const text = error instanceof Error ? error.message : String(error);
      if (!response.headersSent)
        response.writeHead(500, { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' });
      response.end(text);
    });
  });
  const taken = await listen(server, port);
  access = accessOf(token, taken);
  return {
    url: `http://127.0.0.1:${taken}/?token=${token}`,
    port: taken,
    async close() {
      server.close();
      server.closeAllConnections();
      await board.close();
    },
  };
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE' ? 'is in use' : `cannot be had (${error.code ?? error.message})`;
      reject(
        new MimmxError(
          'E_PORT',
          `Port ${port} of 127.0.0.1 ${why}. Choose another with --port, or --port 0 for any that is free.`,
        ),
      );
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

async function answer(
  board: Board,
  access: Access,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const address = new URL(request.url ?? '/', 'http://localhost');
  const send = (status: number, type: string, text: string, more: Record<string, string> = {}) => {
    response.writeHead(status, { ...HEADERS, 'content-type': `${type}; charset=utf-8`, ...more });
    response.end(request.method === 'HEAD' ? undefined : text);
  };
  if (request.method === 'GET' && address.pathname === '/' && access.opens(address.searchParams.get('token')))
    return send(303, 'text/plain', '', { location: '/', 'set-cookie': access.cookie });
  if (!access.allows(request))
    return send(
      403,
      'text/plain',
      'This page opens with the whole address that "mimmx dashboard" printed.\n',
    );
  if (request.method === 'POST') {
    const action = address.pathname.slice(1);
    if ((action !== 'stop' && action !== 'resume') || !access.mayAct(request))
      return send(403, 'text/plain', 'Not from here.\n');
    const form = new URLSearchParams(await bodyOf(request));
    const said = await board.act(action, form.get('run'), form.get('trial'));
    if (said === null) return send(404, 'text/plain', 'There is no such training.\n');
    if (request.headers.accept === 'application/json') return send(200, 'text/plain', said);
    return send(303, 'text/plain', said, {
      location: `/run?name=${encodeURIComponent(form.get('run') ?? '')}`,
    });
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return send(405, 'text/plain', 'Not so.\n');
  if (address.pathname === '/style.css') return send(200, 'text/css', style());
  if (address.pathname === '/client.js') return send(200, 'text/javascript', client());
  if (address.pathname === '/events') {
    const page = new URL(address.searchParams.get('page') ?? '/', 'http://localhost');
    return sendEvents(board, page, response);
  }
  if (address.pathname === '/report') {
    const report = await board.report(address.searchParams.get('name'));
    // Whoever made that run wrote it: it is shown, and nothing in it is run.
    if (report !== null) return send(200, 'text/html', report, { 'content-security-policy': REPORT });
  }
  const page = await board.page(address);
  if (!page) return send(404, 'text/plain', 'There is no such page, or that run is no longer there.\n');
  send(200, 'text/html', shell(page));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) {
    text += piece;
    if (text.length > MOST) throw new Error('Too long a request.');
  }
  return text;
}
