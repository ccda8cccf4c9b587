import sharp from 'sharp';

/**
 * Decodes a JPEG of one component and 8 bits with libjpeg-turbo: baseline, extended or progressive.
 *
 * @throws if the stream is damaged or ends too soon
 */
export async function decodeJpeg8(stream: Uint8Array): Promise<Uint8Array> {
  try {
    const image = sharp(stream, { failOn: 'warning', ignoreIcc: true, limitInputPixels: false });
    const { data, info } = await image.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
    if (info.channels !== 1) throw new Error(`${info.channels} channels`);
    return data;
  } catch (error) {
    throw new Error(`the JPEG stream is damaged (${(error as Error).message.split('\n')[0]})`);
  }
}
