import { type Coding, EXPLICIT, IMPLICIT } from './header.ts';

const BASE = '1.2.840.10008.1.2';

/** How the pixels are packed. */
export type Packing = 'none' | 'rle' | 'jpeg' | 'jpeg-lossless' | 'jpeg-ls' | 'jpeg-2000';

export interface TransferSyntax {
  readonly coding: Coding;
  readonly deflated: boolean;
  /** Null if the packing is one that is not read. */
  readonly packing: Packing | null;
}

const PACKINGS: Readonly<Record<string, Packing>> = {
  '.4.50': 'jpeg',
  '.4.51': 'jpeg',
  '.4.53': 'jpeg',
  '.4.55': 'jpeg',
  '.4.57': 'jpeg-lossless',
  '.4.70': 'jpeg-lossless',
  '.4.80': 'jpeg-ls',
  '.4.81': 'jpeg-ls',
  '.4.90': 'jpeg-2000',
  '.4.91': 'jpeg-2000',
  '.5': 'rle',
};

/** What a transfer syntax (PS3.5 annex A) says; an unknown one is explicit little endian, packed in some way. */
export function transferSyntax(uid: string): TransferSyntax {
  const tail = uid.startsWith(BASE) ? uid.slice(BASE.length) : null;
  if (tail === '') return { coding: IMPLICIT, deflated: false, packing: 'none' };
  if (tail === '.1') return { coding: EXPLICIT, deflated: false, packing: 'none' };
  if (tail === '.1.99') return { coding: EXPLICIT, deflated: true, packing: 'none' };
  if (tail === '.2')
    return { coding: { explicit: true, littleEndian: false }, deflated: false, packing: 'none' };
  return { coding: EXPLICIT, deflated: false, packing: (tail !== null && PACKINGS[tail]) || null };
}
