import type { ConfinedFile } from './confine.ts';
import type { Decoded, DecoderChoice } from './decoder.ts';
import { toFloat32 } from './pixels.ts';
import type { WorkerPool } from './pool/worker-pool.ts';

/** Decodes files in the pool, each once however many of its images are asked for at the same time. */
export interface FileDecoder {
  /** Float32 values of one image of a file. */
  image(relative: string, file: ConfinedFile, item: number): Promise<Float32Array>;
  /** Time spent in the threads so far. */
  readonly milliseconds: number;
}

/** Files of several images that are kept decoded, so that an order by file decodes each once even without a cache. */
const RECENT = 4;

/**
 * @param shape that every image must have
 * @param decoded is told of every decoded file
 */
export function createFileDecoder(
  pool: WorkerPool,
  decoder: DecoderChoice,
  shape: readonly number[],
  decoded: (result: Decoded, file: ConfinedFile) => void,
): FileDecoder {
  const size = shape.reduce((a, b) => a * b, 1);
  /** In order of asking: the results of the last few files, and all that are being decoded. */
  const running = new Map<string, Promise<Decoded>>();
  let milliseconds = 0;

  const check = (result: Decoded): void => {
    const items = result.items ?? 1;
    if (String(result.shape) !== String(shape)) {
      throw new Error(`decodes to [${result.shape}], the data set's images are [${shape}]`);
    }
    if (result.pixels.length !== size * items)
      throw new Error(`${result.pixels.length} pixels for [${shape}]`);
  };

  const start = async (file: ConfinedFile): Promise<Decoded> => {
    const answer = await pool.run<Decoded>({
      module: decoder.module,
      name: 'decode',
      path: file.path,
      options: decoder.options,
    });
    milliseconds += answer.milliseconds;
    check(answer.value);
    decoded(answer.value, file);
    return answer.value;
  };

  const whole = (relative: string, file: ConfinedFile): Promise<Decoded> => {
    const known = running.get(relative);
    if (known) return known;
    const result = start(file);
    running.set(relative, result);
    const forget = () => {
      if (running.get(relative) === result) running.delete(relative);
    };
    result.then(({ items }) => {
      if ((items ?? 1) === 1) return forget();
      recent.push(relative);
      while (recent.length > RECENT) running.delete(recent.shift()!);
    }, forget);
    return result;
  };
  const recent: string[] = [];

  return {
    async image(relative, file, item) {
      const { pixels, items } = await whole(relative, file);
      if (item >= (items ?? 1)) throw new Error(`image ${item} of a file of ${items ?? 1}`);
      return toFloat32(items === undefined ? pixels : pixels.subarray(item * size, (item + 1) * size));
    },
    get milliseconds() {
      return milliseconds;
    },
  };
}
