import type { DatasetDefinition } from '../contracts/index.ts';
import { validate } from '../registry/index.ts';
import { assertThat } from './assert-that.ts';
import type { Check } from './check.ts';
import { definitionChecks } from './definition.ts';

/**
 * Conformance of a data set: a consistent table, images of the announced shape, the same at each call, and settable
 * factors of which each changes the image and code 0 is what an unassigned factor stands at.
 *
 * @param options options that open a small sample of it
 * @param root folder that relative paths start from
 */
export function datasetChecks(
  definition: DatasetDefinition,
  { options = {}, root = '.', seed = 1 }: { options?: unknown; root?: string; seed?: number } = {},
): Check[] {
  const owner = `dataset "${definition.name}"`;
  const open = () => definition.create({ root, seed }, validate(definition.options, options, owner));
  const withDataset = (
    name: string,
    run: (dataset: Awaited<ReturnType<typeof open>>) => Promise<void>,
  ): Check => ({
    name,
    async run() {
      const dataset = await open();
      try {
        await run(dataset);
      } finally {
        await dataset.close?.();
      }
    },
  });
  return [
    ...definitionChecks(definition, options),
    withDataset('has a table whose columns are as long as it says', async ({ table, licence }) => {
      const { length, ids, patients, patientIds, columns } = table;
      assertThat(length > 0, `${owner}: has no row.`);
      assertThat(
        ids.length === length && patients.length === length,
        `${owner}: ids or patients are not ${length} long.`,
      );
      assertThat(new Set(ids).size === length, `${owner}: an id occurs twice.`);
      assertThat(
        patients.every((code) => patientIds[code] !== undefined),
        `${owner}: a patient code has no id.`,
      );
      for (const [name, column] of Object.entries(columns)) {
        const values = column.kind === 'categorical' ? column.codes : column.values;
        assertThat(
          values.length === length,
          `${owner}: column "${name}" has ${values.length} values for ${length} rows.`,
        );
        if (column.kind !== 'categorical') continue;
        const classes = column.labels.length;
        assertThat(
          column.codes.every((code) => code >= -1 && code < classes),
          `${owner}: column "${name}" has a code without a label.`,
        );
      }
      assertThat(licence.length > 0, `${owner}: says nothing of its terms of use.`);
    }),
    withDataset(
      'gives images of the announced shape, the same at each call and for each opening',
      async (dataset) => {
        const size = dataset.shape.reduce((a, b) => a * b, 1);
        const rows = [0, dataset.table.length >> 1, dataset.table.length - 1];
        const other = await open();
        for (const row of rows) {
          const [image, again, elsewhere] = [
            await dataset.image(row),
            await dataset.image(row),
            await other.image(row),
          ];
          assertThat(
            image.length === size,
            `${owner}: row ${row} has ${image.length} values, shape [${dataset.shape}] has ${size}.`,
          );
          assertThat(image.every(Number.isFinite), `${owner}: row ${row} has values that are not finite.`);
          assertThat(
            image.every((v, i) => v === again[i] && v === elsewhere[i]),
            `${owner}: row ${row} differs from one call to the next.`,
          );
        }
        await other.close?.();
      },
    ),
    withDataset(
      'sets every settable factor, and leaves it at code 0 if it is not assigned',
      async (dataset) => {
        for (const factor of dataset.settable) {
          const plain = await dataset.image(0);
          const zero = await dataset.image(0, { [factor.name]: 0 });
          assertThat(
            plain.every((v, i) => v === zero[i]),
            `${owner}: "${factor.name}" unassigned is not its code 0.`,
          );
          for (let code = 1; code < factor.classes; code++) {
            const set = await dataset.image(0, { [factor.name]: code });
            assertThat(
              set.some((v, i) => v !== plain[i]),
              `${owner}: "${factor.name}" = ${factor.labels[code]} changes nothing.`,
            );
          }
        }
      },
    ),
  ];
}
