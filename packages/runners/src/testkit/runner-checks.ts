import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Runner, RunnerEvent, Work } from '../contract.ts';

/** One conformance check, to be run by any test runner. */
interface Check {
  readonly name: string;
  run(): Promise<void>;
}

/** A folder with pieces of work that cost nothing, whose program is `piece` of {@link PieceFolder}. */
export interface PieceFolder {
  /** Program that does a piece named `ID` by what `pieces/ID` says: `done`, `failed`, or `dies` (the first time). */
  readonly command: readonly string[];
  /** Seconds until an engine that goes on by itself has to be done. */
  readonly patience?: number;
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Conformance of a runner: every piece is done, once and in order where it asks for it; one that fails stops no other;
 * one whose process dies is tried again; an empty list is no error; what is with the engine is not handed over twice.
 *
 * @param create makes the runner that is tested
 */
export function runnerChecks(create: () => Runner, { command, patience = 60 }: PieceFolder): Check[] {
  const within = async (pieces: Readonly<Record<string, string>>, use: (work: Work) => Promise<void>) => {
    const folder = await mkdtemp(join(tmpdir(), 'mimmx runner-'));
    try {
      for (const part of ['pieces', 'begun', 'ended']) await mkdir(join(folder, part));
      for (const [id, does] of Object.entries(pieces)) await writeFile(join(folder, 'pieces', id), does);
      await use({
        name: 'kit',
        folder,
        cwd: folder,
        pieces: Object.keys(pieces).map((id) => ({ id })),
        command: [...command, folder],
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
  const ended = async ({ folder }: Work): Promise<Record<string, string>> => {
    const names = await readdir(join(folder, 'ended'));
    return Object.fromEntries(
      await Promise.all(
        names.map(async (id) => [id, await readFile(join(folder, 'ended', id), 'utf8')] as const),
      ),
    );
  };
  /** Runs, and waits for an engine that goes on by itself. */
  const finish = async (runner: Runner, work: Work, on?: (event: RunnerEvent) => void) => {
    await runner.run(work, on ? { on } : {});
    for (let i = 0; runner.detached && i < patience * 2; i++) {
      if (Object.keys(await ended(work)).length === work.pieces.length) break;
      await sleep(500);
    }
    return ended(work);
  };
  const expect = (found: unknown, wanted: unknown, what: string) => {
    const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
    if (a !== b) throw new Error(`${what}: expected ${b}, found ${a}`);
  };
  const sorted = (of: Record<string, string>) => Object.fromEntries(Object.entries(of).sort());

  return [
    {
      name: 'does every piece once',
      run: () =>
        within({ p1: 'done', p2: 'done', p3: 'done', p4: 'done' }, async (work) => {
          const all = await finish(create(), work);
          expect(sorted(all), { p1: 'done', p2: 'done', p3: 'done', p4: 'done' }, 'what ended');
          const begun = await readdir(join(work.folder, 'begun'));
          expect(begun.length, 4, 'pieces begun');
        }),
    },
    {
      name: 'has nothing to do for an empty list',
      run: () => within({}, async (work) => expect(await finish(create(), work), {}, 'what ended')),
    },
    {
      name: 'goes on after a piece that fails',
      run: () =>
        within({ p1: 'failed', p2: 'done', p3: 'done' }, async (work) => {
          const all = await finish(create(), work);
          expect(sorted(all), { p1: 'failed', p2: 'done', p3: 'done' }, 'what ended');
        }),
    },
    {
      name: 'tries a piece again whose process died',
      run: () =>
        within({ p1: 'dies', p2: 'done' }, async (work) => {
          const all = await finish(create(), work);
          expect(sorted(all), { p1: 'done', p2: 'done' }, 'what ended');
        }),
    },
    {
      name: 'begins a piece after the one that it starts from',
      run: () =>
        within({ p1: 'done', p2: 'done', p3: 'done' }, async (work) => {
          const pieces = [{ id: 'p1' }, { id: 'p2', after: 'p1' }, { id: 'p3', after: 'p2' }];
          await finish(create(), { ...work, pieces });
          const times = await Promise.all(
            pieces.map(async ({ id }) =>
              Number(await readFile(join(work.folder, 'begun', `${id}-1`), 'utf8')),
            ),
          );
          expect(
            times.every((time, i) => i === 0 || time >= times[i - 1]!),
            true,
            'pieces begun in order',
          );
        }),
    },
  ];
}
