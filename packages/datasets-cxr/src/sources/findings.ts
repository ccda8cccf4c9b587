import { MimmxError, option, options, suggest } from '@mimmx/core';
import { type ColumnBuilder, classKey, codedColumn, isMissingValue } from '@mimmx/data/files';
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
  return mapped(codedColumn(labels), (text) =>
    isMissingValue(text) ? blank : (meaning.get(Number(text)) ?? ''),
  );
}

/** Reads `abnormal` from a row's observations, No Finding first, and counts the rows that mention nothing at all. */
export interface AbnormalReader {
  of(texts: readonly string[]): string;
  /** A note if there were rows that mention nothing. */
  notes(): string[];
}

/**
 * A row says "no finding" if its No Finding is 1, and "finding" if that is 0 or any observation is mentioned as certain
 * or not. A row that mentions nothing, not even No Finding, has by the labeller's rule a finding without a column; with
 * `unmentioned: 'missing'` it says nothing.
 */
export function abnormalReader({ unmentioned }: FindingOptions): AbnormalReader {
  let silent = 0;
  return {
    of(texts) {
      const [noFinding = ''] = texts;
      const said = isMissingValue(noFinding) ? null : Number(noFinding);
      if (said !== null) return said === 1 ? 'no finding' : said === 0 ? 'finding' : '';
      for (let i = 1; i < texts.length; i++) {
        const text = texts[i]!;
        if (text !== '' && text !== '0.0' && !isMissingValue(text) && Number(text) !== 0) return 'finding';
      }
      silent++;
      return unmentioned === 'missing' ? '' : 'finding';
    },
    notes: () =>
      silent === 0
        ? []
        : unmentioned === 'missing'
          ? [`${silent} rows mention nothing, not even No Finding: abnormal is missing there.`]
          : [
              `${silent} rows mention nothing, not even No Finding: abnormal is "finding" there (unmentioned: "missing" leaves them out).`,
            ],
  };
}

/**
 * Columns of findings (negative, positive) from the names that a row lists, whatever their case. A row that lists none
 * says nothing of any.
 *
 * @param names of the columns
 * @param listed the names in a row's text
 * @param own names that a table need not have, since the data set asks for them by itself
 * @throws E_UNKNOWN_VALUE (when it is done) if another name is in no row
 */
export function listedFindings(
  names: readonly string[],
  listed: (text: string) => readonly string[],
  own: readonly string[] = names,
): SeveralColumns {
  const columns = names.map(() => codedColumn(['negative', 'positive']));
  const keys = names.map(classKey);
  const seen = new Map<string, string>();
  return {
    push(text) {
      const found = new Set<string>();
      for (const name of listed(text)) {
        const key = classKey(name);
        found.add(key);
        if (!seen.has(key)) seen.set(key, name);
      }
      for (const [i, key] of keys.entries())
        columns[i]!.push(found.size === 0 ? '' : found.has(key) ? 'positive' : 'negative');
    },
    done() {
      const unknown = names.find((name, i) => !seen.has(keys[i]!) && !own.includes(name));
      if (unknown !== undefined)
        throw new MimmxError(
          'E_UNKNOWN_VALUE',
          `findings: no row of the table lists "${unknown}". ${suggest(unknown, [...seen.values()].sort())}`,
        );
      return Object.fromEntries(names.map((name, i) => [name, columns[i]!.done()]));
    },
  };
}
