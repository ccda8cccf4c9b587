import { type Column, type DatasetDefinition, defineDataset, MimmxError, options } from '@mimmx/core';
import type { TaskInput } from '@mimmx/data';
import { arrayColumn, type NamedValues, type Values } from './array-column.ts';
import { countImages, type Images, imageAt } from './images.ts';

/** Images in memory with what is known of each. */
export interface Arrays {
  readonly images: Images;
  /** Shape of one image: [height, width, channels] or [depth, height, width, channels]. */
  readonly shape: readonly number[];
  /** What is to be learned. */
  readonly y: Values | NamedValues;
  /** What must not be used for it, by name. */
  readonly z?: Readonly<Record<string, Values | NamedValues>>;
  /** Patient of each image, as any text or number; every image is of a patient of its own if absent. */
  readonly patients?: ArrayLike<string | number>;
  readonly ids?: readonly string[];
  /** Name of the data set (`arrays` if absent) and of y (`y` if absent). */
  readonly name?: string;
  readonly yName?: string;
}

/** Images in memory with their labels; what is not known of the confounders may be left out. */
export type ArraysToJudge = Omit<Arrays, 'shape' | 'name' | 'yName'>;

/** A data set that is in memory already, with the task that its arrays are. */
export interface ArraysDataset extends DatasetDefinition {
  readonly task: TaskInput;
}

/**
 * Arrays in memory as a data set, to be used in a plugin like any other.
 *
 * @throws E_ARRAYS if lengths differ, a value is not finite, or kinds are mixed
 *
 * @example
 * const mine = fromArrays({ images, shape: [64, 64, 1], y: sick, z: { view }, patients });
 * registry.use(definePlugin({ name: 'mine', provides: [mine] }));
 * const config = resolveConfig({ dataset: mine.name, data: { task: mine.task }, … });
 */
export function fromArrays(arrays: Arrays): ArraysDataset {
  const { images, shape, z: confounders = {}, name = 'arrays', yName = 'y' } = arrays;
  const length = countImages(images, shape);
  const size = shape.reduce((a, b) => a * b, 1);
  const columns: Record<string, Column> = { [yName]: arrayColumn(yName, arrays.y, length) };
  requireKnown(yName, columns[yName]!);
  for (const [factor, values] of Object.entries(confounders)) {
    if (factor in columns)
      throw new MimmxError('E_ARRAYS', `Both y and a z are called "${factor}". Give y a yName of its own.`);
    columns[factor] = arrayColumn(factor, values, length);
  }
  const { codes: patients, names: patientIds } = patientsOf(arrays.patients, length);
  const ids = arrays.ids ?? Array.from({ length }, (_, i) => String(i));
  if (ids.length !== length) {
    throw new MimmxError('E_ARRAYS', `ids has ${ids.length} values for ${length} images. Give one for each.`);
  }
  const definition = defineDataset({
    name,
    summary: 'Images in memory',
    options: options({}),
    create: async () => ({
      table: { length, ids, patients, patientIds, columns },
      shape,
      licence: 'not stated',
      settable: [],
      image: async (row) => imageAt(images, row, size).slice(),
    }),
  });
  const task: TaskInput = {
    y: { column: yName },
    z: Object.keys(confounders).map((column) => ({ column, missing: 'keep' as const })),
  };
  return { ...definition, task } as ArraysDataset;
}

/** @throws E_ARRAYS if y is missing somewhere */
function requireKnown(name: string, column: Column): void {
  const row =
    column.kind === 'categorical' ? column.codes.indexOf(-1) : column.values.findIndex(Number.isNaN);
  if (row < 0) return;
  throw new MimmxError('E_ARRAYS', `${name} is missing (or NaN) at image ${row}. Leave that image out.`);
}

function patientsOf(given: ArrayLike<string | number> | undefined, length: number) {
  const list = given ? Array.from(given, String) : Array.from({ length }, (_, i) => String(i));
  if (list.length !== length) {
    throw new MimmxError(
      'E_ARRAYS',
      `patients has ${list.length} values for ${length} images. Give the patient of each image.`,
    );
  }
  const codes = new Map<string, number>();
  for (const name of list) if (!codes.has(name)) codes.set(name, codes.size);
  return { codes: Int32Array.from(list, (name) => codes.get(name)!), names: [...codes.keys()] };
}
