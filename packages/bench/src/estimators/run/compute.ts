import { type Backend, Random } from '@mimmx/core';
import { type EstimateOptions, estimateMi } from '@mimmx/mi-estimators';
import { runStaircase } from '../staircase.ts';
import { tasksOf } from '../tasks/index.ts';
import type { ClimbPiece, EstimatePiece, Piece } from './piece.ts';
import type { ClimbResult, EstimateResult, PieceResult } from './results.ts';
import type { FindEstimator } from './surroundings.ts';

/** How many updates share a point of a recorded trace. */
export const UPDATES_A_POINT = 20;

/** Draws the samples of a piece from its seed and estimates, or climbs the stairs. */
export async function compute(
  piece: Piece,
  find: FindEstimator,
  backend?: Pick<Backend, 'compile'>,
): Promise<PieceResult> {
  return 'climb' in piece ? climb(piece, find, backend) : estimate(piece, find, backend);
}

async function estimate(
  piece: EstimatePiece,
  find: FindEstimator,
  backend?: Pick<Backend, 'compile'>,
): Promise<EstimateResult> {
  const task = tasksOf(piece.task)[0]!;
  const { x, y } = task.sample(piece.n, new Random(piece.seed));
  const options: EstimateOptions = {
    ...piece.training,
    estimator: find(piece.estimator),
    seed: piece.seed,
    interval: false,
    ...(piece.options && { options: piece.options }),
    ...(backend && { backend }),
  };
  const { value, seconds, converged } = await estimateMi(x, y, options);
  return { value, seconds, converged };
}

async function climb(
  { climb: settings, seed }: ClimbPiece,
  find: FindEstimator,
  backend?: Pick<Backend, 'compile'>,
): Promise<ClimbResult> {
  const started = performance.now();
  const estimator = find(settings.estimator);
  const stairs = await runStaircase({ ...settings, estimator, seed, ...(backend && { backend }) });
  return {
    seconds: (performance.now() - started) / 1000,
    stairs: stairs.map(({ truth, mean, variance, mse, trace }) => ({
      truth,
      mean,
      variance,
      mse,
      trace: averaged(trace),
    })),
  };
}

function averaged(trace: Float32Array): number[] {
  const points: number[] = [];
  for (let from = 0; from < trace.length; from += UPDATES_A_POINT) {
    const part = trace.subarray(from, from + UPDATES_A_POINT);
    points.push(Number((part.reduce((a, b) => a + b, 0) / part.length).toPrecision(4)));
  }
  return points;
}
