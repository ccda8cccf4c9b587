import { MimmxError } from '../errors.ts';
import type { Random } from '../tensor/random.ts';
import { valueName } from './groups.ts';
import { apportion, independentTable } from './rounding.ts';
import { makeSamples, type SampleSet } from './samples.ts';
import type { Table } from './table.ts';
import type { Target } from './target.ts';
import type { ResolvedTask } from './task.ts';

/** A target that controls something. */
type Controlling = Exclude<Target, { kind: 'natural' }>;

/** One combination of y and the controlled confounders, with how many samples it gets. */
export interface Cell {
  readonly y: number;
  /** Codes of the controlled confounders, in the target's order. */
  readonly codes: readonly number[];
  readonly count: number;
}

/**
 * How often each class of y shall occur: `found` as in the pool, `equal`, or shares by class.
 * A full joint table brings its own.
 */
export type Prevalence = 'found' | 'equal' | readonly number[];

/**
 * Whole counts per cell for a set of `total` samples. Given strengths, the joint over several z is their product
 * given y (method.md §2.4), and the counts of y, and of every z_i within each y, are exact to the nearest whole
 * number; a joint table is rounded as it stands. Cells with no sample are left out.
 */
export function countCells(target: Controlling, prevalence: readonly number[], total: number): Cell[] {
  if (target.kind === 'joint') {
    const counts = apportion(
      target.cells.map(({ share }) => share),
      total,
    );
    return target.cells
      .map(({ y, codes }, i) => ({ y, codes, count: counts[i] ?? 0 }))
      .filter(({ count }) => count > 0);
  }
  return apportion(prevalence, total).flatMap((classTotal, y) => {
    let cells: Cell[] = classTotal > 0 ? [{ y, codes: [], count: classTotal }] : [];
    for (const conditional of target.conditionals) {
      const counts = independentTable(
        cells.map(({ count }) => count),
        apportion(conditional[y] ?? [], classTotal),
      );
      cells = cells.flatMap((cell, i) =>
        (counts[i] ?? []).flatMap((count, code) =>
          count > 0 ? [{ y, codes: [...cell.codes, code], count }] : [],
        ),
      );
    }
    return cells;
  });
}

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
  const shelves = shelve(
    request,
    observed.map(({ confounder }) => confounder.values as Int32Array),
  );
  const prevalence = sharesOfY(request, shelves);
  const size = fittingSize(request, target, prevalence, shelves, observed.length);

  const rows: number[] = [];
  const codes: number[][] = settable.map(() => []);
  for (const { key, cells, count } of byShelf(countCells(target, prevalence, size), observed.length)) {
    const shelf = random.shuffle(Int32Array.from(shelves.get(key) ?? [])).subarray(0, count);
    let next = 0;
    for (const cell of cells) {
      for (let i = 0; i < cell.count; i++) {
        rows.push(shelf[next++] ?? -1);
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

/** Rows of the pool by (y, codes of the observed controlled confounders). Rows with a missing code are in none. */
function shelve({ pool, resolved }: DrawRequest, columns: readonly Int32Array[]): Map<string, number[]> {
  const shelves = new Map<string, number[]>();
  for (const row of pool) {
    const codes = [resolved.y, ...columns].map((values) => values[row] ?? -1);
    if (codes.some((code) => code < 0)) continue;
    const key = codes.join();
    const shelf = shelves.get(key);
    if (shelf) shelf.push(row);
    else shelves.set(key, [row]);
  }
  return shelves;
}

function sharesOfY({ prevalence, resolved, name }: DrawRequest, shelves: Map<string, number[]>): number[] {
  const { classes } = resolved.task.y;
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
  for (const [key, rows] of shelves) {
    const y = Number.parseInt(key, 10);
    counts[y] = (counts[y] ?? 0) + rows.length;
    total += rows.length;
  }
  return counts.map((count) => count / Math.max(total, 1));
}

interface Shelf {
  readonly key: string;
  readonly cells: readonly Cell[];
  readonly count: number;
}

/** Cells that draw on the same rows, together: those that differ in settable confounders only. */
function byShelf(cells: readonly Cell[], observed: number): Shelf[] {
  const shelves = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = [cell.y, ...cell.codes.slice(0, observed)].join();
    shelves.set(key, [...(shelves.get(key) ?? []), cell]);
  }
  return [...shelves].map(([key, own]) => ({
    key,
    cells: own,
    count: own.reduce((sum, { count }) => sum + count, 0),
  }));
}

/** The size asked for, if the shelves hold it, or the largest that they hold. */
function fittingSize(
  request: DrawRequest,
  target: Controlling,
  prevalence: readonly number[],
  shelves: Map<string, number[]>,
  observed: number,
): number {
  const { size, name, pool } = request;
  const lacking = (total: number): Shelf | undefined =>
    byShelf(countCells(target, prevalence, total), observed).find(
      ({ key, count }) => count > (shelves.get(key)?.length ?? 0),
    );
  if (size !== undefined && size <= pool.length && !lacking(size)) return size;

  // Shares to one part in a million show which cells are wanted at all, without enumerating them a second way.
  const SCALE = 1e6;
  let largest = pool.length;
  let scarcest = '';
  for (const shelf of byShelf(countCells(target, prevalence, SCALE), observed)) {
    const available = shelves.get(shelf.key)?.length ?? 0;
    if (available === 0) throw emptyCell(request, target, shelf.key, shelves);
    // One more than can be: rounding may favour the cell, and the search below only goes down.
    const limit = Math.ceil(((available + 1) * SCALE) / shelf.count);
    if (limit < largest) {
      largest = limit;
      scarcest = `${cellName(request, target, shelf.key)} with ${available}`;
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

function cellName({ resolved }: DrawRequest, target: Controlling, key: string): string {
  const [y = 0, ...codes] = key.split(',').map(Number);
  const parts = codes.map((code, i) => {
    const factor = target.controlled[i]?.confounder.factor;
    return valueName(factor?.name ?? '', factor?.labels[code]);
  });
  return [valueName(resolved.task.y.name, resolved.task.y.labels[y]), ...parts].join(', ');
}

function emptyCell(
  request: DrawRequest,
  target: Controlling,
  key: string,
  shelves: Map<string, number[]>,
): MimmxError {
  const codes = key.split(',');
  // Leaving one confounder out joins this cell with its neighbours along it: name one that fills it.
  const filling = codes.flatMap((_, at) =>
    at > 0 &&
    [...shelves.keys()].some((other) => other.split(',').every((code, i) => i === at || code === codes[i]))
      ? [at]
      : [],
  );
  const having = (at: number): number =>
    [...shelves].reduce((sum, [key, rows]) => sum + (key.split(',')[at] === codes[at] ? rows.length : 0), 0);
  // Of several the one whose class is the rarest: it is what is scarce.
  const scarcest = filling.sort((a, b) => having(a) - having(b))[0] ?? 0;
  const factor = target.controlled[scarcest - 1]?.confounder.factor;
  const remedy = factor
    ? factor.classes > 2
      ? `Merge classes of "${factor.name}", or leave it natural in this set.`
      : `Leave "${factor.name}" natural in this set, or draw its classes wider.`
    : 'Merge classes, or control fewer confounders in this set.';
  return new MimmxError(
    'E_EMPTY_CELL',
    `Set "${request.name}" needs images with ${cellName(request, target, key)}, and none of its ` +
      `${request.pool.length} images has that. ${remedy}`,
  );
}
