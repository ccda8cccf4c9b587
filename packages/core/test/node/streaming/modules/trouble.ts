/** A decoder on a machine that has no more files to give. */
export function decode(): never {
  throw new Error('EMFILE: too many open files, open');
}
