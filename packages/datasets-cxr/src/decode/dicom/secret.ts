import { createHash } from 'node:crypto';

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

/** Elements by which a table of labels can name images. */
export const LINKS = {
  accession: [0x08, 0x50],
  study: [0x20, 0x0d],
  image: [0x08, 0x18],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;

export type Link = keyof typeof LINKS;
