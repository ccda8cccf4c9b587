import { join, relative, resolve } from 'node:path';
import { type Dataset, type DatasetContext, MimmxError } from '@mimmx/core';
import {
  confine,
  createImageStream,
  createQuarantine,
  type ManifestTable,
  moduleBeside,
  orderedByIds,
  type Quarantine,
  sealOfFiles,
  selectRows,
  stopIfMachine,
  withInspection,
} from '@mimmx/data/files';
import { DECODER_VERSION } from '../decode/version.ts';
import { readNiftiHeader } from '../nifti/read.ts';
import { preparationOf } from '../volume/preparation-of.ts';
import { describe, type Preparation } from '../volume/prepare.ts';
import { clippedVoxels } from './clipped-voxels.ts';
import { each } from './each.ts';
import { sliceRows } from './slice-rows.ts';
import { toldHeaders } from './told-headers.ts';
import type { VolumeOptions } from './volume-options.ts';

/** A data set of volume files before its images are looked at: one row per volume. */
export interface VolumeManifest extends ManifestTable {
  /** Folder that the files' paths start from. */
  readonly root: string;
  /** Session of each volume by its id, where it has one. */
  readonly sessions?: ReadonlyMap<string, string>;
  readonly licence: string;
  readonly citation?: string;
}

/** Files whose headers are read at the same time. */
const LANES = 16;

const cacheFolder = ({ folder }: { readonly folder: string }, context: DatasetContext): string =>
  resolve(context.root, folder);

/** The quarantine that the options ask for. */
export function quarantineOf(options: VolumeOptions, context: DatasetContext): Quarantine {
  const { policy, tolerance, report } = options.problems;
  const place =
    report !== undefined
      ? resolve(context.root, report)
      : options.cache === false
        ? undefined
        : join(cacheFolder(options.cache, context), 'quarantine.csv');
  return createQuarantine({
    policy,
    tolerance,
    shown: context.shown,
    checking: context.checking,
    ...(place === undefined ? {} : { report: place }),
  });
}

/**
 * Opens volumes, or their slices, as a data set whose images are decoded in worker threads. Headers are read at once
 * unless volumes of a given size are asked for; files that are missing, damaged or of another shape than most are left
 * out as problems.
 *
 * @throws E_OPTION (size of the wrong length), E_NO_IMAGES, E_QUARANTINE, E_DATA, E_SLICE_LABELS, E_TABLE
 */
export async function openVolumes(
  manifest: VolumeManifest,
  options: VolumeOptions,
  context: DatasetContext,
  quarantine: Quarantine,
  owner: string,
): Promise<Dataset> {
  const preparation = preparationOf(options);
  checkSize(preparation, owner);
  // What the tables' own problems left out counts too.
  const rowsRead = manifest.table.length + quarantine.count;
  quarantine.expect(rowsRead);
  const looked = await quarantine.gather(() => lookAt(manifest, preparation, quarantine));
  const kept = Int32Array.from(looked.flatMap((look, row) => (look ? [row] : [])));
  if (kept.length === 0) {
    quarantine.check();
    throw new MimmxError('E_NO_IMAGES', `${owner}: no image is left of ${manifest.table.length} rows.`);
  }
  const found = kept.length < looked.length ? selectRows(manifest, kept) : manifest;
  const looks = looked.filter((look) => look !== null);
  const shape = looks[0]!.shape;

  const sliced = options.slices
    ? await sliceRows(
        found.table,
        looks.map(({ planes }) => planes),
        looks.map(({ count }) => count),
        found.table.ids.map((id) => manifest.sessions?.get(id) ?? ''),
        options.slices.labels,
        manifest.root,
        options,
        quarantine,
      )
    : null;
  if (sliced?.table.length === 0)
    throw new MimmxError('E_NO_IMAGES', `${owner}: slices.range chooses no slice of any volume. Widen it.`);
  if (sliced) quarantine.expect(sliced.table.length);

  const { files, lines } = found;
  const lineOf = (row: number) => lines[sliced ? sliced.volumeOf[row]! : row] || null;
  const stream = createImageStream({
    root: manifest.root,
    files,
    ...(sliced ? { fileOf: sliced.volumeOf, itemOf: sliced.itemOf } : {}),
    shape,
    quarantine,
    lineOf,
    decoder: {
      module: moduleBeside(import.meta.url, '../decode/decoder.ts', './mri-decoder.js'),
      version: DECODER_VERSION,
      options: preparation,
    },
    ...(options.workers ? { workers: { workers: options.workers } } : {}),
    cache: options.cache && {
      folder: cacheFolder(options.cache, context),
      maxBytes: options.cache.gigabytes * 1e9,
    },
  });
  await quarantine.write();
  const dataset: Dataset = {
    table: orderedByIds(sliced?.table ?? found.table),
    shape,
    licence: manifest.licence,
    ...(manifest.citation === undefined ? {} : { citation: manifest.citation }),
    settable: [],
    files: sealOfFiles(confine(manifest.root), files),
    image: (row) => stream.image(row),
    close: () => stream.close(),
  };
  return withInspection(dataset, {
    problems: quarantine.problems,
    listedIn: quarantine.report === null ? undefined : relative(context.root, quarantine.report),
    get failure() {
      return quarantine.failure;
    },
    rowsRead,
    notes: [
      ...manifest.notes,
      ...(sliced ? [`${sliced.table.length} slices of ${found.table.length} volumes.`] : []),
    ],
    report: () => stream.report(),
    examine: async () => [
      ...(await toldHeaders(manifest.root, files, quarantine.shown)),
      ...(await clippedVoxels(manifest.root, files, preparation)),
    ],
  });
}

interface Look {
  readonly shape: number[];
  readonly planes: number[];
  /** Slices that the volume has, chosen or not. */
  readonly count: number;
}

/** What each file will give, or null where it is a problem. */
async function lookAt(
  { root, table, files, lines }: VolumeManifest,
  preparation: Preparation,
  quarantine: Quarantine,
): Promise<(Look | null)[]> {
  const confinement = confine(root);
  const { size, slices } = preparation;
  const looks = await each(files, LANES, async (file, row): Promise<Look | null> => {
    try {
      const { path } = confinement.file(file);
      if (size && !slices) return { shape: [...size, 1], planes: [0], count: 1 };
      const { shape, affine } = await readNiftiHeader(path);
      const frames = shape.slice(3).reduce((a, b) => a * b, 1);
      if (frames > 1 && preparation.read.frame === undefined)
        throw new Error(`it has ${frames} volumes (choose one with image.frame)`);
      const grid = { shape: shape.slice(0, 3) as [number, number, number], affine };
      const every = slices && {
        ...preparation,
        slices: { axis: slices.axis, unit: 'index', step: 1 } as const,
      };
      return {
        ...describe(grid, preparation),
        count: every ? describe(grid, every).planes.length : 1,
      };
    } catch (error) {
      stopIfMachine(error);
      quarantine.add({ file, line: lines[row] || null, reason: reasonOf(error) });
      return null;
    }
  });
  const usual = mostFrequent(looks.flatMap((look) => (look ? [look.shape.join(' × ')] : [])));
  return looks.map((look, row) => {
    const shape = look?.shape.join(' × ');
    if (!look || shape === usual) return look;
    const reason = `its images would be ${shape}, most are ${usual} (set image.size)`;
    quarantine.add({ file: files[row] ?? table.ids[row]!, line: lines[row] || null, reason });
    return null;
  });
}

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/^E_\w+: /, '');

function mostFrequent(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

function checkSize({ size, slices }: Preparation, owner: string): void {
  const wanted = slices ? ['height', 'width'] : ['depth', 'height', 'width'];
  if (!size || size.length === wanted.length) return;
  throw new MimmxError(
    'E_OPTION',
    `${owner}: option "image.size": ${slices ? 'a slice' : 'a volume'} has [${wanted.join(', ')}], not ${size.length} numbers.`,
  );
}
