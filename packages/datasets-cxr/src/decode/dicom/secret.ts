import { createHash } from 'node:crypto';
import type { Keyword } from './data-set/dictionary.ts';

/**
 * What may stand for an identifying text: only ever compared, never shown or kept.
 *
 * @param kind of identifier, so that equal texts of different kinds differ
 * @returns null if all texts are absent
 */
export const secretOf = (kind: string, ...texts: readonly (string | null)[]): string | null =>
  texts.some((text) => text !== null)
    ? createHash('sha256')
        .update(JSON.stringify([kind, ...texts]))
        .digest('hex')
    : null;

/**
 * A patient's ID as ids are compared in tables (`patientKey` of `@mimmx/data`, which threads that decode do not load):
 * without case, blanks, leading zeros and `.0`.
 */
export function plainId(id: string | null): string | null {
  const plain = id?.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase() ?? '';
  return plain === '' ? null : (/^0*(\d+)(?:\.0*)?$/.exec(plain)?.[1] ?? plain);
}

/** Elements by which a table of labels can name images. */
export const LINKS = {
  accession: 'AccessionNumber',
  study: 'StudyInstanceUID',
  image: 'SOPInstanceUID',
} as const satisfies Readonly<Record<string, Keyword>>;

export type Link = keyof typeof LINKS;
