import { joined, MOST_INFLATED } from '@mimmx/datasets-cxr/decode';
import { Inflate } from 'fflate';

/** Packed bytes that are handed over at a time, so that a bomb is stopped early. */
const CHUNK = 1 << 16;

/** Unpacks a deflated DICOM data set (PS3.5 A.5). @throws if it is damaged, or unpacks to more than any radiograph */
export function inflate(packed: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate((part) => {
    length += part.length;
    if (length > MOST_INFLATED)
      throw new Error(`the deflated data set unpacks to more than ${MOST_INFLATED} bytes`);
    parts.push(part);
  });
  try {
    for (let at = 0; at < packed.length; at += CHUNK)
      stream.push(packed.subarray(at, at + CHUNK), at + CHUNK >= packed.length);
  } catch (error) {
    const { message } = error as Error;
    if (message.startsWith('the deflated')) throw error;
    throw new Error(`the deflated data set is damaged (${message})`);
  }
  return joined(parts);
}
