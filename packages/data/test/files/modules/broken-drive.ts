/** A decoder on a drive that fails to read. */
export function decode(): never {
  throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
}
