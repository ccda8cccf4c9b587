import { NiftiError } from './error.ts';

type RawConstructor =
  | typeof Uint8Array
  | typeof Int8Array
  | typeof Uint16Array
  | typeof Int16Array
  | typeof Uint32Array
  | typeof Int32Array
  | typeof Float32Array
  | typeof Float64Array
  | typeof BigInt64Array
  | typeof BigUint64Array;

/** A number type that a NIfTI file may store voxels in. */
export interface Datatype {
  /** Name as nibabel and the NIfTI standard write it, e.g. `int16`. */
  readonly name: string;
  /** Bytes of one voxel. */
  readonly bytes: number;
  readonly Raw: RawConstructor;
}

const type = (name: string, Raw: RawConstructor): Datatype => ({ name, bytes: Raw.BYTES_PER_ELEMENT, Raw });

/** All integer and real types of the standard, by datatype code (nifti1.h). */
const readable: ReadonlyMap<number, Datatype> = new Map([
  [2, type('uint8', Uint8Array)],
  [4, type('int16', Int16Array)],
  [8, type('int32', Int32Array)],
  [16, type('float32', Float32Array)],
  [64, type('float64', Float64Array)],
  [256, type('int8', Int8Array)],
  [512, type('uint16', Uint16Array)],
  [768, type('uint32', Uint32Array)],
  [1024, type('int64', BigInt64Array)],
  [1280, type('uint64', BigUint64Array)],
]);

const refused: ReadonlyMap<number, string> = new Map([
  [1, 'binary (1 bit)'],
  [32, 'complex64'],
  [128, 'RGB24'],
  [1536, 'float128'],
  [1792, 'complex128'],
  [2048, 'complex256'],
  [2304, 'RGBA32'],
]);

/**
 * The number type of a datatype code.
 *
 * @throws E_NIFTI_DATATYPE for complex, colour, binary and 128-bit voxels, and for codes that do not exist
 */
export function datatypeOf(code: number): Datatype {
  const found = readable.get(code);
  if (found) return found;
  const name = refused.get(code) ?? 'no type of the standard';
  throw new NiftiError(
    'E_NIFTI_DATATYPE',
    `Datatype ${code} (${name}) is not read. Convert the file to one of ${[...readable.values()].map((d) => d.name).join(', ')}.`,
  );
}
