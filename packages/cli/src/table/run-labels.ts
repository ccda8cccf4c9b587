import { resolve, sep } from 'node:path';

/** What runs are called beside each other: their folders' names, with as much of the way to them as tells them apart. */
export function runLabels(paths: readonly string[]): string[] {
  const parts = paths.map((path) => resolve(path).split(sep).filter(Boolean));
  const named = (depth: number) => parts.map((own) => own.slice(-depth).join('/'));
  for (let depth = 1; ; depth++) {
    const names = named(depth);
    if (new Set(names).size === names.length || depth > 50) return names;
  }
}
