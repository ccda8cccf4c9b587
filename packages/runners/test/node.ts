import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const pinned = path('../../../node_modules/node/bin/node');
const stripsTypes = Boolean((process.features as { typescript?: unknown }).typescript);

/** A Node that runs TypeScript: the one that runs the tests, or the pinned one. */
export const node: readonly string[] = [
  stripsTypes || !existsSync(pinned) ? process.execPath : pinned,
  '--conditions=@mimmx/source',
];

/** The program of the kit's pieces. */
export const pieceProgram: readonly string[] = [...node, path('piece-program.ts')];
