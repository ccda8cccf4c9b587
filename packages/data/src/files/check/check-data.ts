import type { Dataset } from '@mimmx/core';
import { isMimmxError } from '@mimmx/core';
import type { CellReport } from '../../describe.ts';
import { type DataConfig, prepareData } from '../../prepare.ts';
import type { DataReport } from '../../prepared-data.ts';
import { resolveTask } from '../../task.ts';
import { inspectionOf } from '../inspection.ts';
import type { Problem } from '../quarantine.ts';
import { type ColumnFacts, columnFacts } from './column-facts.ts';
import { type ContactSheetOptions, contactSheet } from './contact-sheet.ts';
import { type NaturalCell, naturalCells } from './natural-cells.ts';
import { type PixelFacts, readAll, type Twins } from './read-all.ts';

/** Everything that `mimmx data check` finds; plain JSON. */
export interface DataCheck {
  readonly licence: string;
  readonly citation?: string;
  /** Rows of the tables, those that can be used, and whose they are. */
  readonly rows: {
    readonly read: number;
    readonly usable: number;
    readonly patients: number;
    /** Images of one patient: the fewest, the median, the most. */
    readonly ofPatient: readonly [least: number, median: number, most: number];
  };
  readonly shape: readonly number[];
  /** Factors that can be set, with their classes. */
  readonly settable: readonly { readonly name: string; readonly labels: readonly string[] }[];
  readonly columns: readonly ColumnFacts[];
  /** Images by y and observed confounders, before selection. */
  readonly cells: readonly NaturalCell[];
  /** Why a run would not begin: the task, the split or a set cannot be made. Absent if it would. */
  readonly failure?: { readonly code: string; readonly message: string };
  /** Training set and every shift. */
  readonly sets: readonly CellReport[];
  readonly split?: DataReport['split'];
  readonly pixels: PixelFacts;
  /** Images a second when they are read once more, from the cache if there is one. */
  readonly warmPerSecond: number;
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
}

export interface CheckDataOptions {
  /** The `data` section of a config, checked. */
  readonly config: DataConfig;
  readonly seed?: number;
  /** Most images that are opened, spread over the table. All if absent. */
  readonly most?: number;
  /** How the contact sheet looks; false makes none. */
  readonly sheet?: ContactSheetOptions | false;
  /** Called with the number of images opened so far and in all. */
  readonly onProgress?: (done: number, all: number) => void;
}

/** Images that are read a second time to measure the cache. */
const WARM = 5000;

/**
 * Opens everything that a run would use, and says what is there and what is wrong with it, as far as it comes: where a
 * set cannot be made the columns and cells are told nevertheless, and why a run would fail.
 *
 * @returns the findings, and a contact sheet of the cells as PNG; null if none is wanted or there are no sets to show
 */
export async function checkData(
  dataset: Dataset,
  { config, seed = 0, most, sheet, onProgress }: CheckDataOptions,
): Promise<{ check: DataCheck; sheet: Buffer | null }> {
  const { table } = dataset;
  const task = attempt(() => resolveTask(table, dataset.settable, config.task));
  const prepared = task.value ? attempt(() => prepareData(dataset, config, seed)) : null;
  const data = prepared?.value;
  const count = Math.min(table.length, most ?? table.length);
  const rows = Int32Array.from({ length: count }, (_, i) => Math.floor((i * table.length) / count));
  const pixels = await readAll(dataset, rows, (done) => onProgress?.(done, count));
  const warm = await readAll(dataset, rows.subarray(0, WARM));
  const sets = data ? [data.splits.train, ...Object.values(data.splits.shifts)] : [];
  const picture = data && sheet !== false ? await contactSheet(dataset, sets, sheet) : null;
  const inspection = inspectionOf(dataset);
  const stopped = inspection?.failure;
  const failure = stopped
    ? { code: stopped.code, message: stopped.message }
    : (task.failure ?? prepared?.failure);
  const examined = (await inspection?.examine?.()) ?? [];
  const cache = inspection?.report().cacheStopped ?? null;
  const uncached = cache === null ? [] : [`Prepared images are not kept: ${cache}.`];
  const unread = count < table.length ? [`Only ${count} of ${table.length} images were opened.`] : [];
  return {
    sheet: picture,
    check: {
      licence: dataset.licence,
      ...(dataset.citation === undefined ? {} : { citation: dataset.citation }),
      rows: {
        read: inspection?.rowsRead ?? table.length,
        usable: table.length,
        patients: new Set(table.patients).size,
        ofPatient: imagesOfPatients(table.patients),
      },
      shape: dataset.shape,
      settable: dataset.settable.map(({ name, labels }) => ({ name, labels })),
      columns: columnFacts(table),
      cells: task.value ? naturalCells(table, task.value) : [],
      ...(failure ? { failure } : {}),
      sets: data?.report.sets ?? [],
      ...(data ? { split: data.report.split } : {}),
      pixels,
      warmPerSecond: warm.perSecond,
      problems: inspection?.problems ?? [],
      notes: [
        ...(inspection?.notes ?? []),
        ...examined,
        ...(data?.report.notes ?? []),
        ...twins(dataset, pixels),
        ...unread,
        ...uncached,
      ],
    },
  };
}

/** A step of preparation, or why it cannot be made. */
function attempt<Value>(step: () => Value): { value?: Value; failure?: { code: string; message: string } } {
  try {
    return { value: step() };
  } catch (error) {
    if (!isMimmxError(error)) throw error;
    return { failure: { code: error.code, message: error.message } };
  }
}

function imagesOfPatients(patients: Int32Array): [number, number, number] {
  const counts = new Map<number, number>();
  for (const patient of patients) counts.set(patient, (counts.get(patient) ?? 0) + 1);
  const sorted = [...counts.values()].sort((a, b) => a - b);
  return [sorted[0] ?? 0, sorted[sorted.length >> 1] ?? 0, sorted.at(-1) ?? 0];
}

/** Images that another row has too, pixel by pixel, though the table does not say so. */
function twins({ table }: Dataset, { same, sameOfOthers }: PixelFacts): string[] {
  const named = ({ pairs, count }: Twins): string =>
    `${pairs
      .slice(0, 3)
      .map(([first, later]) => `${table.ids[later]} as ${table.ids[first]}`)
      .join(', ')}${count > 3 ? ', …' : ''}`;
  return [
    ...(same.count > 0
      ? [`${same.count} images are the same as another, pixel by pixel: ${named(same)}.`]
      : []),
    ...(sameOfOthers.count > 0
      ? [
          `${sameOfOthers.count} of these are of another patient than their twin, so that no split keeps them together: ${named(sameOfOthers)}.`,
        ]
      : []),
  ];
}
