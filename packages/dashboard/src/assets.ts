import { readFileSync } from 'node:fs';

/** A file that lies beside the sources and beside what is built of them. */
export const asset = (name: 'client.js' | 'style.css'): string =>
  readFileSync(new URL(`../assets/${name}`, import.meta.url), 'utf8');
