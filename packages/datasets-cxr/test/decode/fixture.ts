import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { GreyImage } from '../../src/decode/grey.ts';
import type { DecodeOptions } from '../../src/decode/options.ts';

export const fixturePath = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
export const fixture = (name: string): Uint8Array => readFileSync(fixturePath(name));

/** Pixels of a grey PNG as they stand in the file. */
export async function readGrey(name: string): Promise<GreyImage> {
  const deep = fixture(name)[24] === 16;
  const space = deep ? 'grey16' : 'b-w';
  const { data, info } = await sharp(fixture(name))
    .pipelineColourspace(space)
    .toColourspace(space)
    .raw({ depth: deep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const bytes = new Uint8Array(data);
  return { width: info.width, height: info.height, pixels: deep ? new Uint16Array(bytes.buffer) : bytes };
}

export const decoding = (options: Partial<DecodeOptions> = {}): DecodeOptions => ({
  width: 64,
  height: 64,
  fit: 'stretch',
  clahe: null,
  window: 'header',
  ...options,
});

/** Mean and greatest absolute difference. */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>): { mean: number; most: number } {
  if (a.length !== b.length) throw new Error(`${a.length} values against ${b.length}`);
  let sum = 0;
  let most = 0;
  for (let i = 0; i < a.length; i++) {
    const d = Math.abs(a[i]! - b[i]!);
    sum += d;
    most = Math.max(most, d);
  }
  return { mean: sum / a.length, most };
}
