import { MimmxError, suggest } from '@mimmx/core';
import { chooseEstimator } from '@mimmx/mi-estimators';
import { type Climb, protocols } from '../protocols/index.ts';
import { type BenchmarkRow, summariseClimb } from '../row.ts';
import { climbPiece } from './piece.ts';
import { writeReport } from './report.ts';
import type { ClimbResult } from './results.ts';
import type { BenchmarkReport } from './run-benchmark.ts';
import { type RunSettings, runPieces } from './run-pieces.ts';

/** What {@link runProtocol} shall run. */
export interface ProtocolOptions extends RunSettings {
  /** A name of `protocols`. */
  readonly protocol: string;
  /** Only the climbs of these estimators. */
  readonly estimators?: readonly string[];
  /** Repetitions, each with a seed of its own. @default 1 */
  readonly seeds?: number;
  /** Updates on each stair, where fewer than the paper's shall do. */
  readonly steps?: number;
}

/**
 * Runs estimators as a paper did, on fresh batches along stairs of known mutual information. In parallel over processes;
 * a stopped run goes on with the climbs that are missing.
 *
 * @throws E_UNKNOWN_NAME for an unknown protocol, or if it has none of the estimators
 */
export async function runProtocol(options: ProtocolOptions): Promise<BenchmarkReport> {
  const protocol = protocols[options.protocol];
  if (!protocol) {
    const hint = suggest(options.protocol, Object.keys(protocols));
    throw new MimmxError('E_UNKNOWN_NAME', `Unknown protocol "${options.protocol}". ${hint}`);
  }
  const climbs = chosen(protocol.climbs, options).map((climb) => shortened(climb, options.steps));
  const seeds = Array.from({ length: options.seeds ?? 1 }, (_, seed) => seed);
  const pieces = seeds.flatMap((seed) => climbs.map((climb) => climbPiece({ climb, seed })));
  const { resultOf, failures } = await runPieces(pieces, options);
  const rows: BenchmarkRow[] = [];
  const lines: Record<string, Record<string, ClimbResult['stairs']>> = {};
  for (const climb of climbs) {
    const results: ClimbResult[] = [];
    for (const seed of seeds) {
      const result = await resultOf(climbPiece({ climb, seed }));
      if (result) results.push(result as ClimbResult);
    }
    if (results.length === 0) continue;
    const { unit, bound } = chooseEstimator(climb.estimator).definition;
    rows.push(...summariseClimb({ climb, unit, bound }, results));
    lines[climb.task] ??= {};
    lines[climb.task]![climb.label] = results[0]!.stairs;
  }
  writeReport(options.folder, { title: `${protocol.name}: ${protocol.summary}`, rows, lines });
  return { rows, failures };
}

function chosen(climbs: readonly Climb[], { estimators, protocol }: ProtocolOptions): readonly Climb[] {
  if (!estimators) return climbs;
  const known = [...new Set(climbs.map(({ estimator }) => estimator))];
  const stranger = estimators.find((name) => !known.includes(name));
  if (stranger !== undefined) {
    throw new MimmxError(
      'E_UNKNOWN_NAME',
      `Protocol "${protocol}" has no estimator "${stranger}". ${suggest(stranger, known)}`,
    );
  }
  return climbs.filter(({ estimator }) => estimators.includes(estimator));
}

const shortened = (climb: Climb, steps = climb.steps): Climb => ({
  ...climb,
  steps,
  counted: Math.min(climb.counted, steps),
});
