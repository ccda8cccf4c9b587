import { basename } from 'node:path';
import { defineDataset, option, options } from '@mimmx/core';
import { categoricalColumn, indexHeader, readRecords } from '@mimmx/data/files';
import { z } from 'zod';
import { fromRoot, openFiles, quarantineOf } from '../open-files.ts';
import { fileOptions, licenceOption, termsOf } from '../options.ts';
import { collect } from './collect.ts';
import { abnormalColumn, ageColumn, sexColumn, viewColumn } from './demographics.ts';
import { abnormalReader, CHEXPERT_FINDINGS, findingColumn, findingOptions } from './findings.ts';

const schema = options({
  ...fileOptions,
  licence: licenceOption,
  ...findingOptions,
  table: option(z.union([z.string(), z.array(z.string()).min(1)]), {
    description:
      '`train.csv`, `valid.csv`, or both; with several, the column `split` says which a row is from.',
  }),
});

export type ChexpertOptions = z.input<typeof schema>;

declare module '@mimmx/core' {
  interface DatasetOptions {
    chexpert: ChexpertOptions;
  }
}

/** `patient00001/study1/…` as CheXpert has it, or `00000231_013.png` as NIH files in CheXpert's format have. */
const IN_PATH = /(?:^|\/)(?:(patient\d+)\/(study\d+)\/|(\d{6,10})_(\d{3})\.\w+$)/;

/** Patient and study that a path names, or null. */
export function patientInPath(path: string): { patient: string; study: string } | null {
  const match = IN_PATH.exec(path);
  if (!match) return null;
  const [, patient, study, number, followUp] = match;
  return patient
    ? { patient, study: study! }
    : { patient: String(Number(number)), study: String(Number(followUp)) };
}

/**
 * CheXpert's tables of 19 columns. Columns of the data set: sex (F, M), age, view (AP, PA, lateral), abnormal, the 14
 * findings under their own names, and split if several tables are given.
 */
export const chexpert = defineDataset({
  name: 'chexpert',
  summary: 'CheXpert-format tables (train.csv, valid.csv) with their images.',
  source: 'Irvin et al., AAAI 2019, arXiv:1901.07031',
  options: schema,
  async create(context, given) {
    const quarantine = quarantineOf(context, given);
    const tables = typeof given.table === 'string' ? [given.table] : given.table;
    const findings = CHEXPERT_FINDINGS.map((name) => [name, findingColumn(given)] as const);
    const columns = [
      ['sex', sexColumn()],
      ['age', ageColumn(given.decimal)],
      ['view', viewColumn()],
      ['abnormal', abnormalColumn()],
      ...findings,
      ...(tables.length > 1 ? [['split', categoricalColumn()] as const] : []),
    ] as const;
    const abnormal = abnormalReader(given);
    const rows = collect(basename(tables[0]!), quarantine, columns, given);
    let rowsRead = 0;
    for (const table of tables) {
      const file = basename(table);
      const split = file.replace(/\.csv(?:\.gz)?$/, '');
      rowsRead += await readRecords(fromRoot(context, table), { ...given, quarantine }, (header) => {
        const at = indexHeader(table, header);
        const [path, sex, age, frontal, projection] = ['Path', 'Sex', 'Age', 'Frontal/Lateral', 'AP/PA'].map(
          at.required,
        ) as [number, number, number, number, number];
        const labels = CHEXPERT_FINDINGS.map((name) => at.required(name));
        return (fields, line) => {
          const found = patientInPath(fields[path]!);
          if (!found) return quarantine.add({ file, line, reason: 'its path names no patient' });
          const view = /^\s*lat/i.test(fields[frontal]!) ? 'lateral' : fields[projection]!;
          const texts = labels.map((i) => fields[i]!);
          rows.add({ id: fields[path]!, patient: found.patient, file: fields[path]!, line }, [
            fields[sex]!,
            fields[age]!,
            view,
            abnormal.of(texts),
            ...texts,
            split,
          ]);
        };
      });
    }
    const made = rows.done();
    const notes = [...made.notes, ...abnormal.notes()];
    return openFiles(
      { ...made, notes, rowsRead },
      quarantine,
      given,
      context,
      termsOf(given.licence, {
        licence:
          'Stanford University School of Medicine CheXpert Dataset Research Use Agreement (for CheXpert’s own images).',
        citation:
          'Irvin et al. CheXpert: A large chest radiograph dataset with uncertainty labels and expert comparison. AAAI 2019.',
      }),
    );
  },
});
