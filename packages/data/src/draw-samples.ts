import type { Random, Table } from '@mimmx/core';
import { MimmxError, strataOf } from '@mimmx/core';
import { type Controlling, countCells, type Prevalence } from './cells.ts';
import { groupName } from './groups.ts';
import type { ResolvedTask } from './resolved-task.ts';
import { makeSamples, type SampleSet } from './samples.ts';
import { type Demand, demands, emptyStratum, type Strata, stratify } from './strata.ts';
import type { Target } from './target.ts';

/** What a set is drawn from, and how it shall be. */
export interface DrawRequest {
  readonly name: string;
  /** Rows that may be used. */
  readonly pool: Int32Array;
  readonly table: Table;
  readonly resolved: ResolvedTask;
  readonly target: Target;
  readonly prevalence: Prevalence;
  /** Number of samples; the most that the cells allow if absent. */
  readonly size?: number;
  readonly random: Random;
}

/**
 * Draws a set with exact cell counts out of a pool, in random order, each row at most once. Observed confounders are
 * selected: rows are left out until the proportions hold. Settable ones are assigned, which costs no row.
 *
 * @throws E_SPLIT if the pool is empty; E_EMPTY_CELL if a wanted cell has no row; E_TOO_FEW_SAMPLES if `size` is more than the cells allow
 */
export function drawSamples(request: DrawRequest): SampleSet {
  const { name, table, resolved, target, random } = request;
  if (request.pool.length === 0) {
    const patients = new Set(resolved.eligible.map((row) => table.patients[row] ?? -1)).size;
    throw new MimmxError(
      'E_SPLIT',
      `Set "${name}" has no image to draw from: its side of the split is empty. The task has ` +
        `${resolved.eligible.length} images of ${patients} patient(s); give this side a larger share.`,
    );
  }
  if (target.kind === 'natural') return drawNatural(request);
  const observed = target.controlled.filter(({ confounder }) => confounder.source === 'column');
  const settable = target.controlled.slice(observed.length);
  const strata = stratify(request.pool, resolved, observed);
  const prevalence = sharesOfY(request, strata);
  const size = fittingSize(request, target, prevalence, strata);

  const rows: number[] = [];
  const codes: number[][] = settable.map(() => []);
  for (const { stratum, cells, count } of demands(strata, countCells(target, prevalence, size))) {
    const drawn = random.shuffle(Int32Array.from(strata.rows.get(stratum) ?? [])).subarray(0, count);
    let next = 0;
    for (const cell of cells) {
      for (let i = 0; i < cell.count; i++) {
        rows.push(drawn[next++] ?? -1);
        settable.forEach((_, s) => {
          codes[s]?.push(cell.codes[observed.length + s] ?? 0);
        });
      }
    }
  }
  const order = random.permutation(rows.length);
  const shuffled = (values: readonly number[]) => order.map((i) => values[i] ?? -1);
  return makeSamples(
    name,
    shuffled(rows),
    resolved,
    table,
    settable.length > 0
      ? { factors: settable.map(({ confounder }) => confounder.from), codes: codes.map(shuffled) }
      : undefined,
  );
}

function drawNatural({ name, pool, table, resolved, size, random }: DrawRequest): SampleSet {
  if (size !== undefined && size > pool.length) {
    throw new MimmxError(
      'E_TOO_FEW_SAMPLES',
      `Set "${name}" asks for ${size} samples, but there are ${pool.length} images for it. Ask for fewer.`,
    );
  }
  const rows = random.shuffle(Int32Array.from(pool)).slice(0, size ?? pool.length);
  return makeSamples(name, rows, resolved, table);
}

function sharesOfY({ prevalence, resolved, name }: DrawRequest, { groups, rows }: Strata): number[] {
  const { classes } = strataOf(resolved.task.y);
  if (prevalence === 'equal') return Array.from({ length: classes }, () => 1 / classes);
  if (prevalence !== 'found') {
    const total = prevalence.reduce((a, b) => a + b, 0);
    if (prevalence.length === classes && prevalence.every((share) => share >= 0) && total > 0) {
      return prevalence.map((share) => share / total);
    }
    throw new MimmxError(
      'E_STRENGTH',
      `Set "${name}": prevalence [${prevalence.join(', ')}] must have one share of 0 or more for each of the ` +
        `${classes} classes of y.`,
    );
  }
  const counts = Array.from({ length: classes }, () => 0);
  let total = 0;
  for (const [stratum, own] of rows) {
    const [y = 0] = groups.codes(stratum);
    counts[y] = (counts[y] ?? 0) + own.length;
    total += own.length;
  }
  return counts.map((count) => count / Math.max(total, 1));
}

/** The size asked for, if the strata hold it, or the largest that they hold. */
function fittingSize(
  request: DrawRequest,
  target: Controlling,
  prevalence: readonly number[],
  strata: Strata,
): number {
  const { size, name, pool } = request;
  const held = (stratum: number): number => strata.rows.get(stratum)?.length ?? 0;
  const lacking = (total: number): Demand | undefined =>
    demands(strata, countCells(target, prevalence, total)).find(
      ({ stratum, count }) => count > held(stratum),
    );
  if (size !== undefined && size <= pool.length && !lacking(size)) return size;

  // Shares to one part in a million show which cells are wanted at all, without enumerating them a second way.
  const SCALE = 1e6;
  let largest = pool.length;
  let scarcest = '';
  for (const { stratum, count } of demands(strata, countCells(target, prevalence, SCALE))) {
    const available = held(stratum);
    if (available === 0) throw emptyStratum(name, pool.length, strata, stratum);
    // One more than can be: rounding may favour the cell, and the search below only goes down.
    const limit = Math.ceil(((available + 1) * SCALE) / count);
    if (limit < largest) {
      largest = limit;
      scarcest = `${groupName(strata.groups, stratum)} with ${available}`;
    }
  }
  while (largest > 0 && lacking(largest)) largest--;
  if (size === undefined && largest > 0) return largest;
  throw new MimmxError(
    'E_TOO_FEW_SAMPLES',
    `Set "${name}" asks for ${size ?? 'some'} samples, but its cells allow ${largest} out of ${pool.length} images` +
      `${scarcest ? ` (scarcest: ${scarcest})` : ''}. Ask for fewer, or for a weaker correlation.`,
  );
}
