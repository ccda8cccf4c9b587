/** Codes of what can be wrong with a NIfTI file or with what is asked of it. */
export type NiftiErrorCode =
  | 'E_FILE'
  | 'E_NIFTI_AFFINE'
  | 'E_NIFTI_DATATYPE'
  | 'E_NIFTI_FRAME'
  | 'E_NIFTI_GZIP'
  | 'E_NIFTI_HEADER'
  | 'E_NIFTI_MAGIC'
  | 'E_NIFTI_SIZE'
  | 'E_NIFTI_TRUNCATED'
  | 'E_NIFTI_VALUES'
  | 'E_SPACING';

/**
 * What is wrong with a file, and the next step. Formed like a `MimmxError` of `@mimmx/core` but not one, so that the
 * threads that decode need not load the tensor engine behind that package.
 */
export class NiftiError extends Error {
  readonly code: NiftiErrorCode;

  constructor(code: NiftiErrorCode, message: string, options?: ErrorOptions) {
    super(`${code}: ${message}`, options);
    this.name = 'NiftiError';
    this.code = code;
  }
}
