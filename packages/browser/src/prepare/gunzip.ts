import { joined } from '@mimmx/datasets-cxr/decode';
import { type Gunzip, NiftiError } from '@mimmx/datasets-mri/decode';

/** Reads a gzip stream until it ends, breaks, or has given enough. */
async function unpacked(bytes: Uint8Array, enough: number) {
  const parts: Uint8Array[] = [];
  let length = 0;
  let failure: unknown = null;
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream('gzip'));
  const reader = stream.getReader();
  try {
    while (length < enough) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      length += value.length;
    }
  } catch (error) {
    failure = error;
  } finally {
    await reader.cancel().catch(() => {});
  }
  return { all: joined(parts), failure };
}

/** What the beginning of a gzip file holds. @throws E_NIFTI_GZIP if it is damaged before that */
export async function gunzipHead(bytes: Uint8Array, most: number): Promise<Uint8Array> {
  const { all, failure } = await unpacked(bytes, most);
  if (all.length === 0) throw damaged(failure);
  return all.subarray(0, most);
}

/** Unpacks a gzip file by the browser's own decompression, which checks its sum. */
export const gunzip: Gunzip = async (bytes, least, most) => {
  const { all, failure } = await unpacked(bytes, most + 1);
  if (all.length > most)
    throw new NiftiError(
      'E_NIFTI_SIZE',
      `The file decompresses to far more than the ${least} bytes that its header promises. Repair its header or leave it out.`,
    );
  // Some writers leave bytes behind the end that are no gzip; the volume is whole all the same.
  if (failure && !(all.length >= least && /junk|trailing/i.test(String((failure as Error).message))))
    throw damaged(failure);
  if (all.length < least)
    throw new NiftiError('E_NIFTI_TRUNCATED', 'The gzip stream ends too early. Copy the file again.');
  return all;
};

const damaged = (cause: unknown): NiftiError =>
  new NiftiError('E_NIFTI_GZIP', 'The gzip stream is damaged. Copy the file again.', { cause });
