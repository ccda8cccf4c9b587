import { clubProtocol } from './club.ts';
import { doeProtocol } from './doe.ts';
import type { Protocol } from './protocol.ts';
import { staircaseProtocol } from './staircase.ts';

export type { Climb, Protocol } from './protocol.ts';

/** The protocols of papers, by the name that `--benchmark` takes. */
export const protocols: Readonly<Record<string, Protocol>> = Object.fromEntries(
  [staircaseProtocol, clubProtocol, doeProtocol].map((protocol) => [protocol.name, protocol]),
);
