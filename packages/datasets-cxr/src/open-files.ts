import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import type { Dataset, DatasetContext } from '@mimmx/core';
import {
  confine,
  createImageStream,
  createQuarantine,
  type ImageStream,
  type ManifestTable,
  moduleBeside,
  orderedByIds,
  type Quarantine,
  sealOfFiles,
  selectRows,
  usableRows,
  withInspection,
} from '@mimmx/data/files';
import { decodeOptions } from './decode/options.ts';
import { createMarkers } from './markers/markers.ts';
import { createNormaliser } from './normalise.ts';
import type { FileOptions } from './options.ts';
import { rasterNotes } from './raster-notes.ts';
import { DECODER_VERSION } from './version.ts';

/** What a source reads from its tables. */
export interface SourceTable extends ManifestTable {
  /** Rows that the tables had, usable or not. */
  readonly rowsRead: number;
}

export interface SourceTerms {
  readonly licence: string;
  readonly citation?: string;
}

/** Files beyond this number are looked for, but not all decoded, before training (`verify: 'auto'`). */
const FEW_FILES = 20_000;
/** A decode passes from the worker to the image library's threads and back; two more workers fill those gaps. */
const MORE_THAN_CORES = 2;
const BESIDE = moduleBeside(import.meta.url, './decode/decoder.ts', './xray-decoder.js');

/** Path given in the options, from the folder of the config file. */
export const fromRoot = (context: DatasetContext, path: string): string => resolve(context.root, path);

/** The quarantine of a data set. Its report stands beside the cache, under a name that its images' folder gives. */
export function quarantineOf(context: DatasetContext, options: FileOptions): Quarantine {
  const { problems, cache } = options;
  const { policy, tolerance } = problems;
  const name = createHash('sha256').update(fromRoot(context, options.images)).digest('hex').slice(0, 8);
  const report =
    problems.report !== undefined
      ? fromRoot(context, problems.report)
      : cache
        ? join(fromRoot(context, cache.folder), `quarantine-${name}.csv`)
        : undefined;
  const { shown, checking } = context;
  return createQuarantine({ policy, tolerance, shown, checking, ...(report ? { report } : {}) });
}

/**
 * Makes a data set of a table and its files: checks them, and prepares images in worker threads.
 *
 * @throws E_DATA, E_QUARANTINE, E_NO_ROWS, E_ROOT
 */
export async function openFiles(
  source: SourceTable,
  quarantine: Quarantine,
  options: FileOptions,
  context: DatasetContext,
  terms: SourceTerms,
): Promise<Dataset> {
  quarantine.expect(source.rowsRead);
  try {
    quarantine.check();
  } catch (error) {
    await quarantine.write();
    throw error;
  }
  const decoding = decodeOptions(options);
  const shape = [decoding.height, decoding.width, 1];
  const { cache, workers } = options;
  const stream = createImageStream({
    root: fromRoot(context, options.images),
    files: source.files,
    shape,
    decoder: { module: BESIDE, version: DECODER_VERSION, options: decoding },
    quarantine,
    lineOf: (row) => source.lines[row] || null,
    workers: { workers: workers ?? availableParallelism() + MORE_THAN_CORES },
    cache: cache ? { folder: fromRoot(context, cache.folder), maxBytes: cache.gigabytes * 1e9 } : false,
  });
  try {
    return await prepared(source, stream, quarantine, options, shape, terms, context);
  } catch (error) {
    await stream.close();
    throw error;
  }
}

async function prepared(
  source: SourceTable,
  stream: ImageStream,
  quarantine: Quarantine,
  options: FileOptions,
  shape: readonly number[],
  terms: SourceTerms,
  context: DatasetContext,
): Promise<Dataset> {
  const root = fromRoot(context, options.images);
  const few = new Set(source.files).size <= FEW_FILES;
  const verify = options.verify === 'auto' ? (few ? 'images' : 'files') : options.verify;
  const rows = await usableRows({ stream, quarantine, fileOf: (row) => source.files[row]!, verify });
  await quarantine.write();
  const { table: found } = rows.length === stream.rows ? source : selectRows(source, rows);
  const table = orderedByIds(found);
  const image = (row: number): Promise<Float32Array> => {
    const original = rows[row];
    if (original === undefined) throw new RangeError(`row ${row} of ${rows.length}`);
    return stream.image(original);
  };
  const markers = createMarkers(options.markers, shape);
  const normalise = await createNormaliser(options.normalise, table.length, image);
  const carried = rasterNotes(root, source.files);
  const dataset: Dataset = {
    table,
    shape,
    ...terms,
    settable: markers.factors,
    files: sealOfFiles(confine(root), source.files),
    async image(row, assigned) {
      const pixels = await image(row);
      markers.draw(pixels, assigned ?? {});
      normalise(pixels);
      return pixels;
    },
    close: () => stream.close(),
  };
  return withInspection(dataset, {
    problems: quarantine.problems,
    listedIn: quarantine.report === null ? undefined : relative(context.root, quarantine.report),
    get failure() {
      return quarantine.failure;
    },
    rowsRead: source.rowsRead,
    notes: [...source.notes, ...carried],
    report: () => stream.report(),
  });
}
