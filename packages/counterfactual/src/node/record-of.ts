import { describeGraph } from '../save.ts';
import type { GeneratorConfig } from '../study/config.ts';
import type { StudyTables } from '../study/settings.ts';
import type { Study, StudyTuning } from '../study/study.ts';
import type { GeneratorRecord } from './run.ts';

/** What a generator's record is made of. */
export interface RecordParts {
  readonly config: GeneratorConfig;
  readonly study: Study;
  readonly tables: StudyTables;
  /** Those that were trained, `none` among them. */
  readonly tunings: readonly StudyTuning[];
  /** What it was trained with. */
  readonly backend: string;
  /** Ids of patients by their codes. */
  readonly patientIds: readonly string[];
}

/** The record of a study's generator, as `writeGeneratorRecord` puts it beside the trials. */
export const generatorRecordOf = ({
  config,
  study: { generator, model },
  tables: { graph, train },
  tunings,
  backend,
  patientIds,
}: RecordParts): Omit<GeneratorRecord, 'format'> => ({
  name: config.name,
  question: config.question,
  config: config as unknown as Record<string, unknown>,
  graph: graph as GeneratorRecord['graph'],
  describes: describeGraph(generator),
  shape: [...train.shape],
  model: config.model,
  scm: Object.fromEntries(Object.entries(generator.scm.state).map(([name, own]) => [name, [...own]])),
  encoding: [...generator.encoding.state],
  pixelNoise: config.pixelNoise,
  imageModel: model.result.id,
  tunings: tunings.map(({ name, id }) => ({ name, id })),
  backend,
  patients: [...new Set(train.patients ?? [])].map((code) => patientIds[code]!),
});
