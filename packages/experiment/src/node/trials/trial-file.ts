import { join } from 'node:path';
import { MimmxError } from '@mimmx/core/contracts';
import { z } from 'zod';
import type { Trial } from '../../trial/trial.ts';
import { checkRecord, readSealedJson, sealJson } from '../sealed-json.ts';

const FORMAT = 1;
/** What is asked of a trial when it is claimed. */
export const TRIAL = 'trial.json';

const choice = z.object({ name: z.string(), options: z.record(z.string(), z.unknown()) });
const record = z.record(z.string(), z.unknown());

// The parts are checked by whoever trains it; here it has to be a trial.
const trialSchema = z.object({
  format: z.literal(FORMAT),
  trial: z.looseObject({
    id: z.string(),
    dataset: choice,
    data: record,
    encoder: choice,
    method: choice,
    training: record,
    evaluation: record,
    seed: z.number().int(),
    from: z.string().optional(),
    tags: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
});

const damaged = (trial: string) => (what: string) =>
  new MimmxError('E_CHECKPOINT', `Trial ${trial} is damaged: ${what}. Delete that folder to train it again.`);

export const trialText = (trial: Trial): string => sealJson({ format: FORMAT, trial });

/** @param folder of the trial. @throws E_CHECKPOINT if it is damaged */
export async function readTrial(folder: string): Promise<Trial | null> {
  const refuse = damaged(folder);
  const value = await readSealedJson(join(folder, TRIAL), refuse);
  if (!value) return null;
  return checkRecord(trialSchema, value, FORMAT, TRIAL, refuse).trial as unknown as Trial;
}
