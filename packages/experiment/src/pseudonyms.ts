import { type Dataset, MimmxError } from '@mimmx/core';
import type { ExperimentConfig } from './config.ts';

/** Other names for patients and images, from which nobody without the key gets back. */
export interface Pseudonyms {
  patient(name: string): string;
  /** For an image's id, which is a file's name as a rule, and for files. */
  image(name: string): string;
}

/**
 * A data set under pseudonyms: what is recorded, printed and written of it names nobody. Images, columns and the order of
 * the rows stay.
 */
export function pseudonymised(dataset: Dataset, names: Pseudonyms): Dataset {
  const { table, shape, licence, citation, settable, files } = dataset;
  return {
    table: {
      length: table.length,
      ids: table.ids.map(names.image),
      patients: table.patients,
      patientIds: table.patientIds.map(names.patient),
      columns: table.columns,
      ...(table.images ? { images: table.images } : {}),
    },
    shape,
    licence,
    ...(citation === undefined ? {} : { citation }),
    settable,
    ...(files === undefined ? {} : { files }),
    image: (row, assigned) => dataset.image(row, assigned),
    close: async () => dataset.close?.(),
  };
}

/** @throws E_KEY if a config asks for pseudonyms and there are none, so that no name is written in silence */
export function requireNames({ pseudonymise }: ExperimentConfig, names: Pseudonyms | null | undefined): void {
  if (!pseudonymise || names) return;
  throw new MimmxError(
    'E_KEY',
    'The config asks for pseudonyms, and whoever runs it gives none. Open them with openPseudonyms, or set pseudonymise: false.',
  );
}
