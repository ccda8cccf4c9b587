import { type Work, workId } from '@mimmx/experiment';
import type { Climb } from '../protocols/index.ts';

/** One estimate of the benchmark. */
export interface EstimatePiece extends Work {
  readonly task: string;
  readonly estimator: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly training?: Readonly<Record<string, unknown>>;
  readonly n: number;
  readonly seed: number;
}

/** One estimator on all stairs of a protocol. */
export interface ClimbPiece extends Work {
  readonly climb: Climb;
  readonly seed: number;
}

export type Piece = EstimatePiece | ClimbPiece;

export const estimatePiece = (spec: Omit<EstimatePiece, 'id'>): EstimatePiece => ({
  id: workId(spec),
  ...spec,
});

export const climbPiece = (spec: Omit<ClimbPiece, 'id'>): ClimbPiece => ({ id: workId(spec), ...spec });

/** For people: `ksg on gaussian-1d-0.5 (seed 3)`. */
export const nameOf = (piece: Piece): string =>
  'climb' in piece
    ? `${piece.climb.label} on ${piece.climb.task} (seed ${piece.seed})`
    : `${piece.estimator} on ${piece.task} (seed ${piece.seed})`;
