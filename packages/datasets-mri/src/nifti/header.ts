import { type Affine, affineOfQuaternion } from './affine.ts';
import { type Datatype, datatypeOf } from './datatypes.ts';
import { NiftiError } from './error.ts';
import { pointerIn } from './pointer.ts';

/** What a NIfTI header says that is needed to read its voxels. */
export interface NiftiHeader {
  readonly version: 1 | 2;
  readonly littleEndian: boolean;
  /** Length of each stored dimension, x first: 3 to 7 numbers (1 is added to files of less than 3 dimensions). */
  readonly shape: readonly number[];
  readonly datatype: Datatype;
  /** Byte of the first voxel in the (decompressed) file. */
  readonly offset: number;
  /** Stored value · slope + intercept = value; 1 and 0 where the header asks for no scaling. */
  readonly slope: number;
  readonly intercept: number;
  /** From sform if its code is above 0, else from qform if its code is, else centred and left-handed (as nibabel). */
  readonly affine: Affine;
  /** What qform says where sform is taken; null if it says nothing. */
  readonly other: Affine | null;
  /** Unit of lengths as the header says it; null for mm and where it says none. Never applied, as in nibabel. */
  readonly unit: 'm' | 'µm' | null;
}

/** Bytes that hold a header of either version. */
export const HEADER_BYTES = 540;

/** Where each field lies in the two versions, and how it is read. */
const layouts = {
  1: {
    magic: 344,
    dims: 40,
    dimBytes: 2,
    datatype: 70,
    pixdims: 76,
    offset: 108,
    slope: 112,
    intercept: 116,
    units: 123,
    qform: 252,
    sform: 254,
    codeBytes: 2,
    quaternion: 256,
    rows: 280,
    realBytes: 4,
    first: 352,
  },
  2: {
    magic: 4,
    dims: 16,
    dimBytes: 8,
    datatype: 12,
    pixdims: 104,
    offset: 168,
    slope: 176,
    intercept: 184,
    units: 500,
    qform: 344,
    sform: 348,
    codeBytes: 4,
    quaternion: 352,
    rows: 400,
    realBytes: 8,
    first: 544,
  },
} as const;

/** Lengths of `xyzt_units` (nifti1.h) that are not the usual ones. */
const UNITS: Readonly<Record<number, 'm' | 'µm'>> = { 1: 'm', 3: 'µm' };

const wrong = (message: string) => new NiftiError('E_NIFTI_HEADER', message);

/**
 * Reads the header of a NIfTI-1 or NIfTI-2 single file in either byte order. Follows nifti1.h and nifti2.h; where
 * writers differ from them (voxel size zero or negative, qfac zero) it does what nibabel does.
 *
 * @param bytes the first bytes of the decompressed file, {@link HEADER_BYTES} or all there are
 * @throws E_NIFTI_MAGIC, E_NIFTI_TRUNCATED, E_NIFTI_HEADER, E_NIFTI_DATATYPE
 */
export function parseHeader(bytes: Uint8Array): NiftiHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { version, littleEndian } = recognise(view);
  const at = layouts[version];

  const real = (position: number) =>
    at.realBytes === 4 ? view.getFloat32(position, littleEndian) : view.getFloat64(position, littleEndian);
  const whole = (position: number, size: number) =>
    size === 2
      ? view.getInt16(position, littleEndian)
      : size === 4
        ? view.getInt32(position, littleEndian)
        : Number(view.getBigInt64(position, littleEndian));
  const reals = (position: number, count: number) =>
    Array.from({ length: count }, (_, index) => real(position + index * at.realBytes));

  const dims = Array.from({ length: 8 }, (_, index) => whole(at.dims + index * at.dimBytes, at.dimBytes));
  const shape = shapeOf(dims);
  const said = at.realBytes === 4 ? real(at.offset) : whole(at.offset, 8);
  // Some writers leave it 0, and mean the first place there is.
  const offset = said === 0 ? at.first : said;
  if (!Number.isSafeInteger(offset) || offset < at.first)
    throw wrong(`vox_offset is ${offset}; a single file starts its voxels at ${at.first} or later.`);

  const slope = real(at.slope);
  const intercept = real(at.intercept);
  const scaled = slope !== 0 && Number.isFinite(slope);
  if (scaled && !Number.isFinite(intercept))
    throw wrong(`scl_slope is ${slope} but scl_inter is ${intercept}; both must be finite.`);

  const pixdims = reals(at.pixdims, 4);
  const sizes = [1, 2, 3].map((axis) => Math.abs(pixdims[axis]!) || 1) as [number, number, number];
  const hasSform = whole(at.sform, at.codeBytes) > 0;
  const qform = whole(at.qform, at.codeBytes) > 0 ? reals(at.quaternion, 6) : null;
  const turned = (numbers: number[]): Affine => {
    const [b, c, d, x, y, z] = numbers as [number, number, number, number, number, number];
    return affineOfQuaternion([b, c, d], [x, y, z], sizes, pixdims[0] === -1 ? -1 : 1);
  };
  // Sizes that are no numbers say nothing; where nothing else says how large a voxel is, they must not pass for 1 mm.
  const noSize = [1, 2, 3].find((axis) => axis <= dims[0]! && !Number.isFinite(pixdims[axis]));
  if (!hasSform && noSize !== undefined)
    throw wrong(`pixdim[${noSize}] is ${pixdims[noSize]}, and no sform says how large a voxel is.`);
  const affine = hasSform
    ? [...reals(at.rows, 12), 0, 0, 0, 1]
    : qform
      ? turned(qform)
      : centred(shape, sizes, dims[0]!);

  return {
    version,
    littleEndian,
    shape,
    datatype: datatypeOf(whole(at.datatype, 2)),
    offset,
    slope: scaled ? slope : 1,
    intercept: scaled ? intercept : 0,
    affine,
    other: hasSform && qform && isRotation(qform) ? turned(qform) : null,
    unit: UNITS[(version === 1 ? view.getUint8(at.units) : whole(at.units, 4)) & 7] ?? null,
  };
}

/** Whether the last three parts of a quaternion are those of a rotation; where sform is taken, they may be anything. */
const isRotation = ([b, c, d]: readonly number[]): boolean => b! ** 2 + c! ** 2 + d! ** 2 <= 1 + 1e-6;

/** Version and byte order from the size that every header opens with, checked against the magic string. */
function recognise(view: DataView): Pick<NiftiHeader, 'version' | 'littleEndian'> {
  if (view.byteLength < 4)
    throw new NiftiError('E_NIFTI_TRUNCATED', `The file ends after ${view.byteLength} bytes, in its header.`);
  for (const littleEndian of [true, false]) {
    const size = view.getInt32(0, littleEndian);
    const version = size === 348 ? 1 : size === 540 ? 2 : null;
    if (!version) continue;
    if (view.byteLength < size)
      throw new NiftiError(
        'E_NIFTI_TRUNCATED',
        `The file ends after ${view.byteLength} bytes, in its header of ${size}.`,
      );
    const magic = String.fromCharCode(
      ...Array.from({ length: 3 }, (_, index) => view.getUint8(layouts[version].magic + index)),
    );
    if (magic === `n+${version}`) return { version, littleEndian };
    if (magic === `ni${version}`)
      throw new NiftiError(
        'E_NIFTI_MAGIC',
        'This is the header of a .hdr/.img pair. Convert the pair to one .nii file.',
      );
    if (magic === '\0\0\0')
      throw new NiftiError(
        'E_NIFTI_MAGIC',
        'The header is one of Analyze 7.5, which does not say left from right. Convert it to a .nii file.',
      );
    throw new NiftiError(
      'E_NIFTI_MAGIC',
      `The magic string is ${JSON.stringify(magic)}, not "n+${version}": not a NIfTI file.`,
    );
  }
  const pointer = pointerIn(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  if (pointer) throw new NiftiError('E_NIFTI_MAGIC', `The file is ${pointer}.`);
  throw new NiftiError(
    'E_NIFTI_MAGIC',
    'The file does not start with 348 or 540 in either byte order: not a NIfTI file.',
  );
}

function shapeOf(dims: readonly number[]): number[] {
  const rank = dims[0]!;
  if (!(rank >= 1 && rank <= 7)) throw wrong(`dim[0] is ${rank}; an image has 1 to 7 dimensions.`);
  // A dimension beyond space that says 0 has one place, as FSL reads it.
  const shape = dims.slice(1, rank + 1).map((length, axis) => (axis >= 3 && length === 0 ? 1 : length));
  const bad = shape.findIndex((length) => !(length >= 1 && Number.isSafeInteger(length)));
  if (bad >= 0) throw wrong(`dim[${bad + 1}] is ${shape[bad]}; a dimension holds at least one voxel.`);
  while (shape.length < 3) shape.push(1);
  return shape;
}

/** Used where the header has neither sform nor qform: the centre of the image at the origin, x from right to left. */
function centred(shape: readonly number[], sizes: readonly number[], rank: number): Affine {
  const zoom = [0, 1, 2].map((axis) => (axis < rank ? sizes[axis]! : 1) * (axis === 0 ? -1 : 1));
  const origin = zoom.map((z, axis) => -((shape[axis]! - 1) / 2) * z);
  return [zoom[0]!, 0, 0, origin[0]!, 0, zoom[1]!, 0, origin[1]!, 0, 0, zoom[2]!, origin[2]!, 0, 0, 0, 1];
}
