import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** A secret that only who started the server can read. */
export const newToken = (): string => randomBytes(24).toString('base64url');

/** Who may ask: a browser that was given the token once, from an address of this very server. */
export interface Access {
  /** Header that keeps the token in the browser. */
  readonly cookie: string;
  /** Whether the address that was asked for holds the token. */
  opens(given: string | null): boolean;
  /** Whether a request may be answered. */
  allows(request: IncomingMessage): boolean;
  /** Whether a request that changes something comes from a page of this server. */
  mayAct(request: IncomingMessage): boolean;
}

const equal = (a: string, b: string): boolean => {
  const [one, two] = [Buffer.from(a), Buffer.from(b)];
  return one.length === two.length && timingSafeEqual(one, two);
};

/** @param port that the server listens on; other servers of this host have other ports, but share its cookies */
export function accessOf(token: string, port: number): Access {
  const name = `mimmx-${port}`;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const origins = hosts.map((host) => `http://${host}`);
  return {
    cookie: `${name}=${token}; HttpOnly; SameSite=Strict; Path=/`,
    opens: (given) => given !== null && equal(given, token),
    allows({ headers }) {
      // A name of somebody else that leads to this address is not ours.
      if (!hosts.includes(headers.host ?? '')) return false;
      const cookies = (headers.cookie ?? '').split(/;\s*/);
      return cookies.some(
        (cookie) => cookie.startsWith(`${name}=`) && equal(cookie.slice(name.length + 1), token),
      );
    },
    mayAct: ({ headers }) => origins.includes(headers.origin ?? ''),
  };
}
