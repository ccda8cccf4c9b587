import type { Dataset } from '@mimmx/core';
import { isMimmxError, MimmxError } from '@mimmx/core';
import { assignmentOf, type SampleSet } from './samples.ts';

export interface ImageStoreOptions {
  /** Images are kept in memory up to so many bytes; beyond that they are read again each time. Default 512 MiB. */
  readonly budget?: number;
  /** Images read at a time. Default 16. */
  readonly concurrency?: number;
}

/** Images of a data set by sample. Each is made or decoded once while memory lasts. */
export interface ImageStore {
  readonly shape: readonly number[];
  /** Number of values of one image. */
  readonly size: number;
  /**
   * The images of samples: a copy that the caller may keep and change.
   *
   * @param lost what takes the place of an image whose file turned out to be unusable and was set aside. `leave`
   *   (default): nothing, as every evaluation needs, since no image may speak for another. `replace`: the next sample
   *   of the same class of y and the same group, for training.
   * @throws what the data set throws, and E_QUARANTINED under `replace` if no sample of the group is left
   */
  read(set: SampleSet, indices: Int32Array, lost?: 'leave' | 'replace'): Promise<ImagesRead>;
}

/** Images as {@link ImageStore.read} gives them. */
export interface ImagesRead {
  /** One after the other, [indices.length, …shape]; zeros where there is none. */
  readonly pixels: Float32Array;
  /** Which sample of the set each image really is, [indices.length]; −1 where there is none. Labels are to be its. */
  readonly samples: Int32Array;
}

/** Images per block of memory: large enough to be cheap, small enough not to be wasted. */
const PAGE = 256;

/**
 * @example
 * const store = createImageStore(dataset);
 * const { pixels } = await store.read(splits.train, Int32Array.of(0, 1, 2));
 */
export function createImageStore(
  dataset: Pick<Dataset, 'image' | 'shape' | 'settable'>,
  { budget = 512 * 2 ** 20, concurrency = 16 }: ImageStoreOptions = {},
): ImageStore {
  const size = dataset.shape.reduce((a, b) => a * b, 1);
  const capacity = Math.floor(budget / (size * Float32Array.BYTES_PER_ELEMENT));
  const pages: Float32Array[] = [];
  const slotByKey = new Map<string, number>();
  // Slot of each sample of a set, −1 before its first use: a warm batch is then a copy by number and nothing else.
  const slotsOf = new WeakMap<SampleSet, Int32Array>();

  const keyOf = (set: SampleSet, sample: number): string => {
    const codes = set.assigned?.codes.map((values) => values[sample]).join() ?? '';
    return `${set.rows[sample]}|${set.assigned?.factors.join() ?? ''}|${codes}`;
  };

  const keep = (key: string, pixels: Float32Array): number => {
    const slot = slotByKey.size;
    if (slot >= capacity) return -1;
    slotByKey.set(key, slot);
    let page = pages[Math.floor(slot / PAGE)];
    if (!page) {
      page = new Float32Array(PAGE * size);
      pages.push(page);
    }
    page.set(pixels, (slot % PAGE) * size);
    return slot;
  };

  const copy = (slot: number, into: Float32Array, at: number): void => {
    const page = pages[Math.floor(slot / PAGE)];
    const start = (slot % PAGE) * size;
    if (page) into.set(page.subarray(start, start + size), at * size);
  };

  /** Puts the image of a sample in its place. False if its file was set aside. */
  const fetch = async (
    set: SampleSet,
    sample: number,
    slots: Int32Array,
    into: Float32Array,
    at: number,
  ): Promise<boolean> => {
    const key = keyOf(set, sample);
    let slot = slotByKey.get(key);
    if (slot === undefined) {
      const pixels = await readable(dataset, set, sample);
      if (pixels === null) return false;
      into.set(pixels, at * size);
      slot = slotByKey.get(key) ?? keep(key, pixels);
    } else {
      copy(slot, into, at);
    }
    slots[sample] = slot;
    return true;
  };

  return {
    shape: dataset.shape,
    size,
    read: async (set, indices, lost = 'leave') => {
      let slots = slotsOf.get(set);
      if (!slots) {
        slots = new Int32Array(set.rows.length).fill(-1);
        slotsOf.set(set, slots);
      }
      const known = slots;
      const pixels = new Float32Array(indices.length * size);
      const samples = indices.slice();
      const missing: number[] = [];
      indices.forEach((sample, at) => {
        const slot = known[sample] ?? -1;
        if (slot >= 0) copy(slot, pixels, at);
        else missing.push(at);
      });
      const work = missing.values();
      const worker = async () => {
        for (const at of work) {
          const candidates = lost === 'replace' ? alike(set, samples[at]!) : [samples[at]!];
          samples[at] = -1;
          for (const candidate of candidates) {
            if (!(await fetch(set, candidate, known, pixels, at))) continue;
            samples[at] = candidate;
            break;
          }
          if (samples[at] < 0 && lost === 'replace') throw noneLeft(set, indices[at]!);
        }
      };
      await Promise.all(Array.from({ length: Math.min(concurrency, missing.length) }, worker));
      return { pixels, samples };
    },
  };
}

/** A sample, then those after it of the same class of y and the same group, round the set. */
function* alike(set: SampleSet, sample: number): Generator<number> {
  const count = set.rows.length;
  for (let step = 0; step < count; step++) {
    const candidate = (sample + step) % count;
    if (set.group[candidate] === set.group[sample] && set.y[candidate] === set.y[sample]) yield candidate;
  }
}

/** The image of a sample, or null if its file was set aside. */
async function readable(
  dataset: Pick<Dataset, 'image'>,
  set: SampleSet,
  sample: number,
): Promise<Float32Array | null> {
  try {
    return await dataset.image(set.rows[sample] ?? -1, assignmentOf(set, sample));
  } catch (error) {
    if (isMimmxError(error, 'E_QUARANTINED')) return null;
    throw error;
  }
}

const noneLeft = (set: SampleSet, sample: number): MimmxError =>
  new MimmxError(
    'E_QUARANTINED',
    `Set "${set.name}": no image of the group of sample ${sample} can be read. Mend the files that quarantine.csv lists.`,
  );
