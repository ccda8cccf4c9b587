import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isMimmxError, MimmxError } from '@mimmx/core/contracts';
import { storageError } from '@mimmx/data/files';
import { z } from 'zod';
import type { ExperimentConfig } from '../../config.ts';
import type { PlannedTrial, SweepPlan } from '../../sweep/plan-sweep.ts';
import type { SweepConfig } from '../../sweep/schema.ts';
import { contentsInWords, folderContents } from '../folder-contents.ts';
import { openSealed, type SealedFiles, writeSealed } from '../sealed-folder.ts';
import { checkRecord } from '../sealed-json.ts';
import { PLAN, putPlan } from './put-plan.ts';

const FORMAT = 1;
/** The lines of a plan lie in sixteen files by the first digit of the id, so that one trial is found without reading all. */
const DIGITS = '0123456789abcdef';

/** What a sweep was planned with, apart from its trials. */
export interface SweepHead {
  readonly name: string;
  /** Folder that relative paths and plugins of the config start from. */
  readonly root: string;
  /** Config without the axes, every default filled in. */
  readonly base: ExperimentConfig;
  readonly axes: SweepPlan['axes'];
  readonly folds: number | null;
  readonly best: SweepConfig['best'];
  readonly leases: SweepConfig['leases'];
  readonly total: number;
  /** Of the runtime and of packages, by name: all trials are done with these. */
  readonly versions: Readonly<Record<string, string>>;
  /** Name of the compute backend. */
  readonly backend: string | null;
  /** Of every training, wherever it runs: their number decides the last digits of its numbers. */
  readonly threads: number;
}

/** A trial of a plan, and its place in the list. */
export type Planned = Omit<PlannedTrial, 'at'> & { readonly n: number; readonly at: PlannedTrial['at'] };

const tag = z.union([z.string(), z.number()]);
const headSchema = z.object({
  format: z.literal(FORMAT),
  name: z.string(),
  root: z.string(),
  base: z.custom<ExperimentConfig>((value) => typeof value === 'object' && value !== null),
  axes: z.array(z.object({ name: z.string(), paths: z.array(z.string()) })),
  folds: z.number().int().nullable(),
  best: z.object({
    measure: z.string(),
    set: z.string().exactOptional(),
    group: z.string().exactOptional(),
    better: z.enum(['higher', 'lower']),
  }),
  leases: z.object({ heartbeat: z.number(), staleAfter: z.number() }),
  total: z.number().int(),
  versions: z.record(z.string(), z.string()),
  backend: z.string().nullable(),
  threads: z.number().int().positive(),
});
const lineSchema = z.object({
  n: z.number().int(),
  id: z.string(),
  method: z.string(),
  seed: z.number().int(),
  fold: z.number().int().exactOptional(),
  at: z.array(z.array(z.unknown())),
  tags: z.looseObject({ method: z.string(), seed: z.number() }).catchall(tag),
  after: z.string().exactOptional(),
});

/** Writes or replaces the plan of a sweep, as one. @throws E_NOT_A_SWEEP, and the errors of storage */
export async function writePlan(
  path: string,
  head: SweepHead,
  trials: readonly PlannedTrial[],
): Promise<void> {
  const root = resolve(path);
  await refuseOthers(path, root);
  try {
    await mkdir(root, { recursive: true });
  } catch (error) {
    throw storageError(error, 'write', path);
  }
  const lines = new Map<string, string[]>([...DIGITS].map((digit) => [digit, []]));
  trials.forEach((trial, n) => {
    lines.get(trial.id[0]!)!.push(`${JSON.stringify({ n, ...trial })}\n`);
  });
  const files = [...lines].map(([digit, own]) => [`${digit}.jsonl`, inPieces(own)] as const);
  await putPlan(root, (aside) =>
    writeSealed(aside, { format: FORMAT, ...head }, Object.fromEntries(files), { parents: false }),
  );
}

function* inPieces(lines: readonly string[]): Generator<string> {
  for (let i = 0; i < lines.length; i += 1000) yield lines.slice(i, i + 1000).join('');
}

/** A plan that is there. */
export interface SweepFolder {
  /** Absolute path. */
  readonly path: string;
  readonly head: SweepHead;
  /** One trial; null if the plan has none of that id. @throws E_PLAN_EDITED */
  find(id: string): Promise<Planned | null>;
  /** All of them, in order. @throws E_PLAN_EDITED */
  all(): Promise<Planned[]>;
}

/** Opens a sweep. @throws E_NOT_A_SWEEP, E_PLAN_EDITED, and the errors of storage */
export async function openSweep(path: string): Promise<SweepFolder> {
  const root = resolve(path);
  const folder = await open(path, root);
  if (!folder) {
    const what = await othersAt(root);
    throw new MimmxError(
      'E_NOT_A_SWEEP',
      what
        ? `${path} is ${what}, and no sweep. Name the folder that "mimmx sweep plan" wrote.`
        : `${path} is no sweep: it has no plan. Write one: mimmx sweep plan CONFIG --out ${path}`,
    );
  }
  const { state } = folder;
  const { format: _, ...head } = checkRecord(headSchema, state, FORMAT, 'state.json', folder.damaged);
  const shardOf = async (of: SealedFiles, digit: string): Promise<Planned[]> => {
    const text = await edited(root, async () => new TextDecoder().decode(await of.read(`${digit}.jsonl`)));
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Planned);
  };
  /** What was opened may have been replaced since: then the new plan is read. */
  const reading = async <T>(use: (of: SealedFiles) => Promise<T>): Promise<T> => {
    for (let tries = 0; ; tries++) {
      try {
        return await use(tries === 0 ? folder : ((await open(path, root)) ?? folder));
      } catch (error) {
        if (tries === TRIES || !isMimmxError(error, 'E_PLAN_EDITED')) throw error;
      }
    }
  };
  const known = new Map<string, ReadonlyMap<string, Planned>>();
  return {
    path: root,
    head: head as SweepHead,
    async find(id) {
      const digit = id[0] ?? '';
      if (!DIGITS.includes(digit) || digit === '') return null;
      // Read once for all the trials of a process; again only for one that a newer plan may have.
      let lines = known.get(digit);
      if (!lines?.has(id)) {
        lines = new Map((await reading((of) => shardOf(of, digit))).map((line) => [line.id, line]));
        known.set(digit, lines);
      }
      const found = lines.get(id);
      // Sealed, so it is what was written; who wrote it may have been another version.
      return found ? (lineSchema.parse(found) as unknown as Planned) : null;
    },
    async all() {
      const shards = await reading(async (of) => {
        const all: Planned[][] = [];
        for (const digit of DIGITS) all.push(await shardOf(of, digit));
        return all;
      });
      return shards.flat().sort((a, b) => a.n - b.n);
    },
  };
}

/** So often what cannot be read is looked at again: a plan may be replaced meanwhile, and for a moment there is none. */
const TRIES = 3;

async function open(path: string, root: string): Promise<SealedFiles | null> {
  const label = { thing: `The plan of ${path}`, remedy: 'Write it again: mimmx sweep plan CONFIG' };
  for (let tries = 0; ; tries++) {
    try {
      const folder = await edited(root, () => openSealed(join(root, PLAN), label));
      if (folder || tries === TRIES) return folder;
    } catch (error) {
      if (tries === TRIES) throw error;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}

const edited = async <T>(root: string, read: () => Promise<T>): Promise<T> => {
  try {
    return await read();
  } catch (error) {
    if (!isMimmxError(error, 'E_CHECKPOINT')) throw error;
    const what = error.message.replace(/^E_CHECKPOINT: /, '').replace(/\. [^.]*$/, '');
    throw new MimmxError(
      'E_PLAN_EDITED',
      `${what}: it was edited by hand, or damaged. Plans are written by "mimmx sweep plan CONFIG --out ${root}"; trials that are done stay done.`,
      { cause: error },
    );
  }
};

/** What else than a sweep lies there, in words; null if nothing does, or a sweep. */
async function othersAt(root: string): Promise<string | null> {
  const contents = await folderContents(root);
  return ['nothing', 'sweep'].includes(contents.kind) ? null : contentsInWords(contents);
}

/** @throws E_NOT_A_SWEEP if the folder has something, and no plan even at another look: one may be put there just now */
async function refuseOthers(path: string, root: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const what = await othersAt(root);
    if (!what) return;
    if (tries < TRIES && what === 'not empty') {
      await new Promise((done) => setTimeout(done, 50));
      continue;
    }
    throw new MimmxError(
      'E_NOT_A_SWEEP',
      `${path} is ${what}, and no sweep. Choose another folder with --out.`,
    );
  }
}
