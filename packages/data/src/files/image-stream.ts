import { MimmxError } from '@mimmx/core';
import type { CachedImage } from './cache/entry.ts';
import { type CacheOptions, openImageCache } from './cache/image-cache.ts';
import { type ConfinedFile, confine } from './confine.ts';
import type { Decoded, DecoderChoice } from './decoder.ts';
import { createFileDecoder } from './file-decoder.ts';
import { createImageKeys, imageKey } from './image-keys.ts';
import { stopIfMachine } from './machine-trouble.ts';
import { toFloat32 } from './pixels.ts';
import { createWorkerPool, type PoolOptions } from './pool/worker-pool.ts';
import type { Quarantine } from './quarantine.ts';
import { type ReadOptions, readAhead, type StreamedImage } from './read-ahead.ts';
import type { StreamReport } from './stream-report.ts';

export interface ImageStreamOptions {
  /** Folder that the files' paths start from; nothing outside is ever read. */
  readonly root: string;
  /** Paths relative to `root`. */
  readonly files: readonly string[];
  /** File of each row; row i is file i if absent. */
  readonly fileOf?: Int32Array;
  /** Which image of its file each row is; the only one if absent. */
  readonly itemOf?: Int32Array;
  /** Shape of one image. A file that decodes to another shape is a problem of its row. */
  readonly shape: readonly number[];
  readonly decoder: DecoderChoice;
  readonly quarantine: Quarantine;
  /** Line of a row in the table, for messages. */
  readonly lineOf?: (row: number) => number | null;
  readonly workers?: PoolOptions;
  /** `false` keeps nothing on disk. */
  readonly cache?: CacheOptions | false;
  /** Cheap last step on the float32 values, in place and after the cache (normalisation). */
  readonly finish?: (pixels: Float32Array, row: number) => void;
}

/** Images of a table, decoded in worker threads and kept in a cache on disk. */
export interface ImageStream {
  readonly rows: number;
  /** The folder that files are read from, with every symbolic link followed. */
  readonly root: string;
  /**
   * Float32 values of a row, row-major in the stream's shape. Calls may overlap: they share the worker threads.
   *
   * @throws E_QUARANTINED if the file cannot be read (draw another row), E_QUARANTINE if too many cannot, E_DATA under
   *   the policy `strict`, E_MACHINE if the machine is in trouble and not the file
   */
  image(row: number): Promise<Float32Array>;
  /** Whether the row's file is there, inside the root; if not, the row is a problem. */
  exists(row: number): boolean;
  /** Rows in the given order, decoded ahead, without those that cannot be read. */
  read(order: ArrayLike<number>, options?: ReadOptions): AsyncGenerator<StreamedImage>;
  report(): StreamReport;
  /** Writes what the cache has gathered and ends the threads. */
  close(): Promise<void>;
}

/**
 * Opens a stream. Nothing is read before the first image is asked for.
 *
 * @throws E_ROOT if the root is no folder
 */
export function createImageStream(options: ImageStreamOptions): ImageStream {
  const { files, fileOf, itemOf, shape, decoder, quarantine, finish } = options;
  const rows = fileOf?.length ?? files.length;
  const confinement = confine(options.root);
  const pool = createWorkerPool(options.workers);
  const cache = options.cache ? openImageCache(options.cache, decoder.version, decoder.options) : null;
  const keys = createImageKeys(rows);
  const bad = new Map<number, string>();
  const decode = createFileDecoder(pool, decoder, shape, keep);
  const counts = { images: 0, fromCache: 0, decoded: 0, waiting: 0, elapsed: 0 };

  function keep(decoded: Decoded, file: ConfinedFile): void {
    counts.decoded++;
    const items = decoded.items ?? 1;
    const length = decoded.pixels.length / items;
    for (let item = 0; cache && item < items; item++) {
      const pixels =
        items === 1 ? decoded.pixels : decoded.pixels.subarray(item * length, (item + 1) * length);
      cache.put(imageKey(file, item), { pixels, shape: decoded.shape });
    }
  }

  const sameShape = (image: CachedImage): boolean =>
    image.shape.length === shape.length && image.shape.every((side, i) => side === shape[i]);

  const finished = (pixels: Float32Array, row: number): Float32Array => {
    counts.images++;
    finish?.(pixels, row);
    return pixels;
  };

  const cached = (key: Uint8Array): Float32Array | null => {
    const image = cache?.get(key);
    if (!image || !sameShape(image)) return null;
    counts.fromCache++;
    return toFloat32(image.pixels);
  };

  const note = (row: number, relative: string, error: unknown): string => {
    stopIfMachine(error);
    const reason = error instanceof Error ? error.message.replace(/^E_\w+: /, '') : String(error);
    if (!bad.has(row)) {
      bad.set(row, reason);
      quarantine.add({ file: relative, line: options.lineOf?.(row) ?? null, reason });
    }
    return reason;
  };

  const refuse = (row: number, relative: string, error: unknown): never => {
    const reason = note(row, relative, error);
    throw new MimmxError('E_QUARANTINED', `Row ${row} (${relative}) is left out: ${reason}`, {
      cause: error,
    });
  };

  const image = async (row: number): Promise<Float32Array> => {
    const relative = files[fileOf?.[row] ?? row];
    if (relative === undefined) throw new RangeError(`row ${row} of ${rows}`);
    if (bad.has(row)) return refuse(row, relative, new Error(bad.get(row)));
    const item = itemOf?.[row] ?? 0;
    const known = keys.get(row);
    const hit = known && cached(known);
    if (hit) return finished(hit, row);
    try {
      const file = confinement.file(relative);
      const key = imageKey(file, item);
      keys.set(row, key);
      const found = known ? null : cached(key);
      return finished(found ?? (await decode.image(relative, file, item)), row);
    } catch (error) {
      return refuse(row, relative, error);
    }
  };

  const exists = (row: number): boolean => {
    const relative = files[fileOf?.[row] ?? row]!;
    try {
      confinement.file(relative);
      return true;
    } catch (error) {
      note(row, relative, error);
      return false;
    }
  };

  return {
    rows,
    root: confinement.root,
    image,
    exists,
    read: (order, settings) => readAhead(image, order, counts, settings),
    report: () => ({
      ...counts,
      quarantined: bad.size,
      decoding: decode.milliseconds,
      rebuilt: cache?.damaged ?? 0,
      cacheStopped: cache?.stopped ?? null,
    }),
    async close() {
      await pool.close();
      await cache?.close();
      await quarantine.write();
    },
  };
}
