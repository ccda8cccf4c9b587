import { readFileSync } from 'node:fs';
import { storedPixels } from '../../src/decode/dicom/pixels/stored-pixels.ts';
import { readDicom } from '../../src/decode/dicom/read-dicom.ts';
import { encapsulated, type Making, makeDicom, type Part, words } from '../make-dicom.ts';
import { fixturePath } from './fixture.ts';

/** A small compressed frame and what pydicom reads from it: fixtures/make_streams.py. */
export interface Stream {
  readonly syntax: string;
  readonly rows: number;
  readonly columns: number;
  readonly allocated: number;
  readonly bits: number;
  readonly signed: number;
  readonly stream: string;
  readonly values: readonly number[];
}

export const streams: Record<string, Stream> = JSON.parse(readFileSync(fixturePath('streams.json'), 'utf8'));

/** Elements that say how a stream's picture is stored. */
export const layoutOf = ({
  rows,
  columns,
  allocated,
  bits,
  signed,
}: Omit<Stream, 'stream' | 'values'>): Part[] =>
  Object.entries({
    2621456: rows,
    2621457: columns,
    2621696: allocated,
    2621697: bits,
    2621698: bits - 1,
    2621699: signed,
  }).map(([tag, value]) => words(Number(tag), 'US', [value]));

/** A DICOM file of a stream, in one fragment or as given. */
export const streamFile = (given: Stream, ...fragments: readonly Uint8Array[]): Buffer =>
  makeDicom({
    syntax: given.syntax,
    parts: [
      ...layoutOf(given),
      encapsulated(...(fragments.length > 0 ? fragments : [Buffer.from(given.stream, 'base64')])),
    ],
  });

/** Stored values of a file. */
export const valuesOf = async (bytes: Uint8Array): Promise<number[]> => [
  ...(await storedPixels(readDicom(bytes))).values,
];

/** Stored values of a made file. */
export const madeValues = (making: Making): Promise<number[]> => valuesOf(makeDicom(making));
