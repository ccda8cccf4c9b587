import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Random } from '@mimmx/core';
import type { Attribute, ImageTable, Study, StudyTables, StudyTuning } from '@mimmx/counterfactual';
import { firstRows } from '@mimmx/counterfactual';
import { differenceOf, type GeneratorRecord, sheet } from '@mimmx/counterfactual/node';
import { atomicWrite } from '@mimmx/data/files';
import type { TrialStore } from '@mimmx/experiment';
import type { GeneratorReportInput, Sheet } from '@mimmx/viz';
import { startSheet } from './sheet-start.ts';

export interface GeneratorReportSetting {
  readonly path: string;
  readonly record: Omit<GeneratorRecord, 'format'>;
  readonly study: Study;
  readonly tables: StudyTables;
  readonly tunings: readonly StudyTuning[];
  readonly store: TrialStore;
}

/** Patients of a sheet. */
const ROWS = 12;

/** Draws the sheets into `sheets/`, and writes `report.html`. @returns the path of the report */
export async function writeGeneratorReport(setting: GeneratorReportSetting): Promise<string> {
  const { path, record, study, tables, tunings, store } = setting;
  const { scm } = study.generator;
  const [height, width] = record.shape;
  const input: GeneratorReportInput = {
    name: record.name,
    question: record.question,
    facts: [
      `image model ${record.model.name}`,
      `${height} × ${width} pixels`,
      `${study.model.weights.step} updates`,
      `pixel noise ${record.pixelNoise}`,
      `backend ${record.backend}`,
    ],
    nodes: scm.graph.order.map((name) => ({
      name,
      parents: [...scm.graph.parents(name)],
      note: noteOf(scm.attributes[name]!),
    })),
    model: {
      name: record.model.name,
      lines: await store.lines(study.model.result.id),
      rows: study.model.result.rows,
      notes: study.model.result.notes,
    },
    tunings: await Promise.all(
      tunings.map(async ({ name, id, result }) => {
        const { limit } = result.settings;
        return {
          name,
          rows: result.rows,
          lines: await store.lines(id),
          notes: result.notes,
          ...(typeof limit === 'number' && { limit }),
        };
      }),
    ),
    sheets: await drawSheets(setting),
    tested: tables.test.attributes[scm.graph.order[0]!]!.length,
  };
  const { generatorReport } = await import('@mimmx/viz');
  const file = join(path, 'report.html');
  await atomicWrite(file, generatorReport(input));
  return file;
}

const noteOf = (attribute: Attribute): string =>
  attribute.kind === 'categorical' ? attribute.labels.join(', ') : (attribute.unit ?? 'number');

/** One sheet for each tuning: factual, then do(k) and its difference for every attribute and a value each. */
async function drawSheets({
  path,
  record,
  study,
  tables,
  tunings,
}: GeneratorReportSetting): Promise<Sheet[]> {
  const { generator } = study;
  const folder = join(path, 'sheets');
  await mkdir(folder, { recursive: true });
  const rows = firstRows(tables.test, ROWS, generator.scm.graph.order);
  const drawn: Sheet[] = [];
  for (const { name } of tunings) {
    await study.tune(name);
    const columns = await sheetColumns(generator, rows, record.pixelNoise);
    const png = sheet({ shape: record.shape as ImageTable['shape'], columns });
    await atomicWrite(join(folder, `${name}.png`), png);
    drawn.push({
      title: name === 'none' ? 'As it was trained' : `After ${name} tuning`,
      caption: `${rows.attributes[generator.scm.graph.order[0]!]!.length} test images, each of another patient: the factual image, ${
        record.pixelNoise === 1
          ? 'then for each intervention the counterfactual and its difference'
          : `the same with ${record.pixelNoise} of the pixels' residual and nothing changed, then for each intervention the counterfactual and its difference from that`
      } (grey: none, brighter: more).`,
      png: png.toString('base64'),
    });
  }
  return drawn;
}

/** Another class each, or the far end of the range; differences from what the model makes of the image as it is. */
async function sheetColumns(generator: Study['generator'], rows: ImageTable, pixelNoise: number) {
  const { columns, unchanged } = await startSheet(generator, rows, pixelNoise);
  for (const name of generator.scm.graph.order) {
    const attribute = generator.scm.attributes[name]!;
    const values = rows.attributes[name]!;
    const flipped =
      attribute.kind === 'categorical'
        ? values.map((value) => (value + 1) % attribute.labels.length)
        : values.map((value) => {
            const position = generator.encoding.scale(name, value);
            return generator.encoding.unscale(name, position < 0 ? 0.6 : -0.6);
          });
    const { images } = await generator.counterfactual(rows, {
      ...{ pixelNoise, random: new Random(1) },
      do: { [name]: flipped },
    });
    columns.push(
      { label: `do(${name})`, images },
      { label: 'difference', images: differenceOf(images, unchanged), signed: true },
    );
  }
  return columns;
}
