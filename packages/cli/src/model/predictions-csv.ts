import type { Dataset } from '@mimmx/core';
import { createImageStore, matchTask } from '@mimmx/data';
import { csvLine } from '@mimmx/data/files';
import { type Model, requireShape } from '@mimmx/experiment';

/** Images read at a time, so that a table of a million rows is predicted in bounded memory. */
const CHUNK = 2048;

/** First line of a table of predictions. */
export const predictionsHeader = ({ task: { y }, classes }: Pick<Model, 'task' | 'classes'>): string =>
  csvLine([
    'id',
    'patient',
    'method',
    'seed',
    `predicted ${y.name}`,
    ...(y.kind === 'categorical' ? classes.map((label) => `p(${label})`) : []),
  ]);

/** A line for each row of a data set: what a model says of its image. Labels are not looked at. */
export async function* predictionLines(model: Model, dataset: Dataset): AsyncGenerator<string> {
  requireShape(model, dataset);
  const { table } = dataset;
  const store = createImageStore(dataset, { budget: 0 });
  for (let start = 0; start < table.length; start += CHUNK) {
    const length = Math.min(CHUNK, table.length - start);
    const rows = Int32Array.from({ length }, (_, i) => start + i);
    const part = {
      length,
      ids: table.ids.slice(start, start + length),
      patients: table.patients.slice(start, start + length),
      patientIds: table.patientIds,
      columns: {},
    };
    const { set } = matchTask(model.task, { table: part }, { name: 'images', task: {} });
    const { prediction, columns } = await model.readSet(
      set,
      // The part's rows begin at 0, the data set's at `start`.
      { ...store, read: (own, indices) => store.read({ ...own, rows }, indices) },
    );
    for (let i = 0; i < length; i++) {
      const values = prediction.subarray(i * columns, (i + 1) * columns);
      const { y } = model.task;
      yield csvLine([
        part.ids[i]!,
        table.patientIds[part.patients[i]!] ?? '',
        model.method,
        model.seed,
        ...(y.kind === 'categorical'
          ? [model.classes[values.indexOf(Math.max(...values))]!, ...values]
          : [values[0]!]),
      ]);
    }
  }
}
