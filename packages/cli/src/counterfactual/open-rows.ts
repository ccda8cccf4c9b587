import { MimmxError, type Registry, suggest } from '@mimmx/core';
import { type GeneratorConfig, type ImageTable, tableOf } from '@mimmx/counterfactual';
import { makeSamples } from '@mimmx/data';
import { createDataPool } from '@mimmx/experiment';

export interface OpenRowsSetting {
  readonly config: GeneratorConfig;
  readonly registry: Registry;
  readonly root: string;
  /** Ids of images; the first of the test set, each of another patient, if there are none. */
  readonly ids: readonly string[];
  readonly count: number;
}

export interface OpenedRows {
  readonly table: ImageTable;
  /** Their ids. */
  readonly labels: readonly string[];
}

/**
 * Images of the data set that a generator was trained for, by id: as its test sets show them, else its training set, else
 * with every settable factor at its first value and missing attributes to be drawn.
 */
export async function openRows({ config, registry, root, ids, count }: OpenRowsSetting): Promise<OpenedRows> {
  const pool = createDataPool(registry, root);
  try {
    const { prepared, images, dataset } = await pool.open({
      dataset: config.dataset,
      data: config.data,
      seed: config.seed,
    });
    const { splits, task } = prepared;
    const shifts = Object.values(splits.shifts);
    const judged = splits.shifts[config.judgeOn ?? 'balanced'] ?? shifts[0]!;
    if (ids.length === 0) {
      const { ids: known } = dataset.table;
      const samples = firstSamples(judged.patients, count);
      const tables = await Promise.all(
        samples.map((sample) => tableOf(judged, task, images, Int32Array.of(sample))),
      );
      const readable = samples.flatMap((sample, i) =>
        tables[i]!.images.length > 0 ? [{ table: tables[i]!, id: known[judged.rows[sample]!]! }] : [],
      );
      if (readable.length === 0) {
        throw new MimmxError(
          'E_NO_ROWS',
          `None of the first ${samples.length} test images of "${config.dataset.name}" can be read. Name others with --image.`,
        );
      }
      return { table: joined(readable.map(({ table }) => table)), labels: readable.map(({ id }) => id) };
    }
    const sets = [judged, ...shifts, splits.train, ...(splits.validation ? [splits.validation] : [])];
    const tables = await Promise.all(
      ids.map((id) => {
        const row = dataset.table.ids.indexOf(id);
        if (row < 0) {
          throw new MimmxError(
            'E_ROW',
            `There is no image "${id}" in data set "${config.dataset.name}". ${nearest(id, dataset.table.ids)}`,
          );
        }
        const set = sets.find(({ rows }) => rows.includes(row));
        if (set) return tableOf(set, task, images, Int32Array.of(set.rows.indexOf(row)));
        const drawn = prepared.resolved.z.flatMap(({ values, from }) => (values === null ? [from] : []));
        const assigned = { factors: drawn, codes: drawn.map(() => Int32Array.of(0)) };
        const asked = makeSamples(id, Int32Array.of(row), prepared.resolved, dataset.table, assigned);
        return tableOf(asked, task, images);
      }),
    );
    return { table: joined(tables), labels: ids };
  } finally {
    await pool.close();
  }
}

/** The nearest id if one is near, else a few of them. */
function nearest(id: string, ids: readonly string[]): string {
  const found = suggest(id, ids.slice(0, 5000));
  return found.startsWith('Known') && ids.length > FEW
    ? `It has ${ids.length} images, such as ${ids.slice(0, FEW).join(', ')}.`
    : found;
}
const FEW = 3;

function firstSamples(patients: Int32Array, count: number): number[] {
  const seen = new Set<number>();
  const found: number[] = [];
  for (const [sample, patient] of patients.entries()) {
    if (found.length === count) break;
    if (seen.has(patient)) continue;
    seen.add(patient);
    found.push(sample);
  }
  return found;
}

function joined(tables: readonly ImageTable[]): ImageTable {
  const [first] = tables as [ImageTable];
  const images = new Float32Array(tables.reduce((sum, one) => sum + one.images.length, 0));
  let at = 0;
  for (const one of tables) {
    images.set(one.images, at);
    at += one.images.length;
  }
  return {
    shape: first.shape,
    images,
    attributes: Object.fromEntries(
      Object.keys(first.attributes).map((name) => [
        name,
        Float64Array.from(tables.flatMap(({ attributes }) => [...attributes[name]!])),
      ]),
    ),
  };
}
