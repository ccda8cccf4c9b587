import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { defineDataset, option, options } from '@mimmx/core';
import { indexHeader, isMissingValue, numberColumn, readRecords, wholeNumber } from '@mimmx/data/files';
import { z } from 'zod';
import { fromRoot, openFiles, quarantineOf } from '../open-files.ts';
import { fileOptions, licenceOption, termsOf } from '../options.ts';
import { collect } from './collect.ts';
import { abnormalColumn, ageColumn, sexColumn, viewColumn } from './demographics.ts';
import { listedFindings } from './findings.ts';
import { filesByName } from './folder-files.ts';

const schema = options({
  ...fileOptions,
  licence: licenceOption,
  table: option(z.string(), { description: '`Data_Entry_2017.csv` or `Data_Entry_2017_v2020.csv`.' }),
});

export type NihOptions = z.input<typeof schema>;

declare module '@mimmx/core' {
  interface DatasetOptions {
    nih: NihOptions;
  }
}

/** The labels of ChestX-ray14, as the table writes them. */
export const NIH_FINDINGS = [
  'Atelectasis',
  'Cardiomegaly',
  'Consolidation',
  'Edema',
  'Effusion',
  'Emphysema',
  'Fibrosis',
  'Hernia',
  'Infiltration',
  'Mass',
  'Nodule',
  'Pleural_Thickening',
  'Pneumonia',
  'Pneumothorax',
] as const;

/**
 * NIH ChestX-ray14. Columns: sex, age, view, abnormal, followUp and the 14 findings. The images may lie in one folder
 * or spread over `images_001` … `images_012`.
 */
export const nih = defineDataset({
  name: 'nih',
  summary: 'NIH ChestX-ray14: Data_Entry_2017 with its images.',
  source: 'Wang et al., CVPR 2017, arXiv:1705.02315',
  options: schema,
  async create(context, given) {
    const quarantine = quarantineOf(context, given);
    const file = basename(given.table);
    const root = fromRoot(context, given.images);
    const names: string[] = [];
    const columns = [
      ['sex', sexColumn()],
      ['age', ageColumn(given.decimal)],
      ['view', viewColumn()],
      ['abnormal', abnormalColumn()],
      ['followUp', numberColumn()],
      [
        'findings',
        listedFindings(NIH_FINDINGS, (list) => list.split('|').filter((name) => !isMissingValue(name))),
      ],
    ] as const;
    const rows = collect(file, quarantine, columns, given);
    let spread: ReadonlyMap<string, string> | null = null;
    const rowsRead = await readRecords(fromRoot(context, given.table), { ...given, quarantine }, (header) => {
      const at = indexHeader(given.table, header);
      const image = at.required('Image Index');
      const list = at.required('Finding Labels');
      const patient = at.required('Patient ID');
      const columns = ['Patient Gender', 'Patient Age', 'View Position', 'Follow-up #'].map((name) =>
        at.required(name),
      );
      return (fields, line) => {
        const id = fields[image]!.trim();
        if (names.push(id) === 1 && !existsSync(join(root, id))) spread = filesByName(root, '.png');
        const [sex, age, view, followUp] = columns.map((i) => fields[i]!) as [string, string, string, string];
        const said = fields[list]!.trim();
        const abnormal = isMissingValue(said) ? '' : /^no finding$/i.test(said) ? 'no finding' : 'finding';
        const who = wholeNumber(fields[patient]!.trim()) ?? fields[patient]!;
        const where = spread?.get(id) ?? id;
        rows.add({ id, patient: who, file: where, line }, [
          sex,
          age,
          view,
          abnormal,
          followUp,
          fields[list]!,
        ]);
      };
    });
    return openFiles(
      { ...rows.done(), rowsRead },
      quarantine,
      given,
      context,
      termsOf(given.licence, {
        licence:
          'NIH Clinical Center: no restriction on use; give the link https://nihcc.app.box.com/v/ChestXray-NIHCC, cite the paper and acknowledge the NIH Clinical Center.',
        citation:
          'Wang et al. ChestX-ray8: Hospital-scale chest X-ray database and benchmarks. CVPR 2017, 3462–3471.',
      }),
    );
  },
});
