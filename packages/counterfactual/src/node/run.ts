import { join } from 'node:path';
import { type Backend, MimmxError } from '@mimmx/core';
import { atomicWrite } from '@mimmx/data/files';
import { folderContents, folderTrials, readSealedJson, sealJson } from '@mimmx/experiment/node';
import { z } from 'zod';
import type { Generator } from '../generator.ts';
import { openGenerator } from '../save.ts';
import { scmSchema } from '../scm/declare.ts';

const FORMAT = 1;
/** What a generator is, in its folder beside the trials. */
const FILE = 'generator.json';

const number = z.number();
const recordSchema = z.object({
  format: z.literal(FORMAT),
  name: z.string(),
  question: z.string(),
  /** As it was resolved. */
  config: z.record(z.string(), z.unknown()),
  graph: scmSchema,
  /** The graph in one line: equal lines mean that weights fit. */
  describes: z.string(),
  shape: z.tuple([number, number, number]),
  model: z.object({ name: z.string(), options: z.record(z.string(), z.unknown()) }),
  scm: z.record(z.string(), z.array(number)),
  encoding: z.array(number),
  pixelNoise: number,
  imageModel: z.string(),
  /** The model as it was trained, `none`, and its tunings, with their trials. */
  tunings: z.array(z.object({ name: z.string(), id: z.string() })).min(1),
  backend: z.string(),
  /** Ids of the patients whose images it learned from. */
  patients: z.array(z.string()),
});

/** What a generator's folder says of it. */
export type GeneratorRecord = z.output<typeof recordSchema>;

/** Writes the record of a generator, whole or not at all. */
export const writeGeneratorRecord = (
  folder: string,
  record: Omit<GeneratorRecord, 'format'>,
): Promise<void> => atomicWrite(join(folder, FILE), sealJson({ format: FORMAT, ...record }));

/** @throws E_NOT_A_GENERATOR if there is none, E_CHECKPOINT if it is damaged */
export async function readGeneratorRecord(folder: string): Promise<GeneratorRecord> {
  const refuse = (what: string) =>
    new MimmxError('E_CHECKPOINT', `${folder} is damaged: ${what}. Train the generator again.`);
  const value = await readSealedJson(join(folder, FILE), refuse);
  if (value === null) {
    throw new MimmxError(
      'E_NOT_A_GENERATOR',
      `${folder} holds no generator: it has no ${FILE}. Train one: mimmx generator CONFIG --out ${(await isOthers(folder)) ? 'NEW-FOLDER' : folder}`,
    );
  }
  const found = recordSchema.safeParse(value);
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  throw refuse(`${FILE}: ${issue!.path.join('.') || 'it'} is not what it was written as`);
}

/** Whether something lies there that is no part of an unfinished generator. */
const isOthers = async (folder: string): Promise<boolean> =>
  !['nothing', 'generator'].includes((await folderContents(folder)).kind);

export interface OpenedGenerator {
  readonly record: GeneratorRecord;
  readonly generator: Generator;
  /** The tuning whose weights it has. */
  readonly tuning: string;
}

/**
 * A trained generator from its folder.
 *
 * @param tuning `none` or the name of a fine-tuning; the last of the folder if absent
 * @throws E_NOT_A_GENERATOR, E_CHECKPOINT, E_UNKNOWN_NAME
 */
export async function openGeneratorRun(
  folder: string,
  { backend, tuning }: { readonly backend: Pick<Backend, 'compile'>; readonly tuning?: string | undefined },
): Promise<OpenedGenerator> {
  const record = await readGeneratorRecord(folder);
  const names = record.tunings.map(({ name }) => name);
  const wanted =
    tuning === undefined ? record.tunings.at(-1) : record.tunings.find(({ name }) => name === tuning);
  if (!wanted) {
    throw new MimmxError(
      'E_UNKNOWN_NAME',
      `${folder} has no fine-tuning "${tuning}". It has ${names.join(', ')}.`,
    );
  }
  const weights = await folderTrials(folder).weights(wanted.id);
  if (!weights) {
    throw new MimmxError(
      'E_CHECKPOINT',
      `${folder} has no weights of "${wanted.name}". Train the generator again: what is there is kept.`,
    );
  }
  const generator = openGenerator({
    graph: record.graph,
    shape: record.shape,
    model: record.model,
    backend,
    saved: {
      graph: record.describes,
      scm: Object.fromEntries(
        Object.entries(record.scm).map(([name, own]) => [name, Float64Array.from(own)]),
      ),
      encoding: Float64Array.from(record.encoding),
      model: weights.variables,
    },
  });
  return { record, generator, tuning: wanted.name };
}
