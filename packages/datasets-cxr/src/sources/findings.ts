import { option, options } from '@mimmx/core';
import { type ColumnBuilder, categoricalColumn } from '@mimmx/data/files';
import { z } from 'zod';
import type { SeveralColumns } from './collect.ts';
import { mapped } from './mapped-column.ts';

/** The 14 observations of the CheXpert labeller (Irvin et al., AAAI 2019), which MIMIC-CXR's tables carry too. */
export const CHEXPERT_FINDINGS = [
  'No Finding',
  'Enlarged Cardiomediastinum',
  'Cardiomegaly',
  'Lung Opacity',
  'Lung Lesion',
  'Edema',
  'Consolidation',
  'Pneumonia',
  'Atelectasis',
  'Pneumothorax',
  'Pleural Effusion',
  'Pleural Other',
  'Fracture',
  'Support Devices',
] as const;

export const findingOptions = {
  uncertain: option(z.enum(['zeros', 'ones', 'ignore', 'multi-class']), {
    default: 'zeros',
    description:
      'What an uncertain mention (−1) becomes: negative, positive, missing, or a class of its own (Irvin et al. 2019, 4).',
  }),
  unmentioned: option(z.enum(['negative', 'missing']), {
    default: 'negative',
    description: 'What no mention (blank) becomes.',
  }),
};

const findingSchema = options(findingOptions);
export type FindingOptions = z.output<typeof findingSchema>;

/** A column of one observation, from the labeller's 1, 0, −1 and blank. */
export function findingColumn({ uncertain, unmentioned }: FindingOptions): ColumnBuilder {
  const labels = ['negative', 'positive', ...(uncertain === 'multi-class' ? ['uncertain'] : [])];
  const doubt = { zeros: 'negative', ones: 'positive', ignore: '', 'multi-class': 'uncertain' }[uncertain];
  const meaning = new Map<number, string>([
    [1, 'positive'],
    [0, 'negative'],
    [-1, doubt],
  ]);
  const blank = unmentioned === 'negative' ? 'negative' : '';
  return mapped(categoricalColumn(labels), (text) =>
    text === '' ? blank : (meaning.get(Number(text)) ?? ''),
  );
}

/** `abnormal` from the observation No Finding, which is 1 or blank. */
export const abnormalFrom = (noFinding: string): string =>
  Number(noFinding) === 1 ? 'no finding' : 'finding';

/**
 * Columns of findings (negative, positive) from the names that a row lists.
 *
 * @param names of the columns
 * @param listed the names in a row's text
 */
export function listedFindings(
  names: readonly string[],
  listed: (text: string) => readonly string[],
): SeveralColumns {
  const columns = names.map(() => categoricalColumn(['negative', 'positive']));
  return {
    push(text) {
      const found = new Set(listed(text));
      for (const [i, name] of names.entries()) columns[i]!.push(found.has(name) ? 'positive' : 'negative');
    },
    done: () => Object.fromEntries(names.map((name, i) => [name, columns[i]!.done()])),
  };
}
