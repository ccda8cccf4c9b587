import { rmSync } from 'node:fs';
import { afterEach, expect } from 'vitest';
import { type PieceSetting, piecesOf } from './pieces.ts';

export type Pieces = ReturnType<typeof piecesOf>;

/** What a test leaves behind, taken away after it in reverse order; and pieces whose folder goes with it. */
export function tidied() {
  const cleanups: (() => unknown)[] = [];
  afterEach(async () => {
    for (const clean of cleanups.splice(0).reverse()) await clean();
  }, 60_000);
  const pieces = (setting: PieceSetting): Pieces => {
    const made = piecesOf(setting);
    cleanups.push(() => rmSync(made.folder, { recursive: true, force: true, maxRetries: 3 }));
    return made;
  };
  return { cleanups, pieces };
}

/**
 * Every piece is done, came to what an undisturbed one comes to, and was finished by one process only.
 *
 * @param unsaid pieces at most whose process may have been killed after its last rename, before it could say so
 */
export async function judge({ ids, results, expected, finished }: Pieces, unsaid = 0): Promise<void> {
  expect(await results()).toEqual(Object.fromEntries(ids.map((id) => [id, expected(id)])));
  const counts = new Map<string, number>();
  for (const line of finished()) counts.set(line.split(' ')[0]!, (counts.get(line.split(' ')[0]!) ?? 0) + 1);
  expect(Math.max(...counts.values())).toBe(1);
  expect(counts.size).toBeGreaterThanOrEqual(ids.length - unsaid);
}
