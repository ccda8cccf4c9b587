import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MimmxError } from '@mimmx/core';
import { folderResults } from '@mimmx/experiment/node';
import { z } from 'zod';
import type { Piece } from './piece.ts';

// zod's own number is a finite one; an estimate may come out as anything.
const number = z.custom<number>((value) => typeof value === 'number');

const estimateResult = z.object({ value: number, seconds: number, converged: z.boolean() });

const climbResult = z.object({
  seconds: number,
  stairs: z.array(
    z.object({
      truth: number,
      mean: number,
      variance: number,
      mse: number,
      /** Estimates averaged over `UPDATES_A_POINT` updates each. */
      trace: z.array(number),
    }),
  ),
});

export type EstimateResult = z.infer<typeof estimateResult>;
export type ClimbResult = z.infer<typeof climbResult>;
export type PieceResult = EstimateResult | ClimbResult;

/**
 * The estimates of a folder, done by any number of processes.
 *
 * @throws E_RUN_FORMAT if an older version wrote the folder
 */
export function resultsOf(folder: string) {
  if (existsSync(join(folder, 'ledger.jsonl'))) {
    throw new MimmxError(
      'E_RUN_FORMAT',
      `${folder} was written by an older version (it holds ledger.jsonl, format 1; this version reads 2). Read it with that version, or choose another folder.`,
    );
  }
  return folderResults<Piece, PieceResult>(join(folder, 'estimates'), {
    thing: 'Estimate',
    result: z.union([estimateResult, climbResult]),
  });
}
