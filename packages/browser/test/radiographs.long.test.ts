import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { decodeRadiograph, greyDicom } from '@mimmx/datasets-cxr/decode';
import { describe, expect, test } from 'vitest';
import Vips from 'wasm-vips';
import { decode } from '../../datasets-cxr/src/decode/decoder.ts';
import { inflate } from '../src/prepare/inflate.ts';
import { openJpegFrom } from '../src/prepare/open-jpeg.ts';
import { vipsJpeg8, vipsRaster } from '../src/prepare/vips-raster.ts';

const fixtures = fileURLToPath(new URL('../../datasets-cxr/test/fixtures/', import.meta.url));
const vips = await Vips();
vips.concurrency(1);
const codec = createRequire(import.meta.url).resolve('@cornerstonejs/codec-openjpeg/decodewasm');
const dicom = {
  inflate,
  jpeg8: vipsJpeg8(vips),
  openJpeg: openJpegFrom(codec.replace(/[^/\\]+$/, '')),
};
const tools = {
  ...vipsRaster(vips),
  dicom: (bytes: Uint8Array, window: 'header' | 'range') => greyDicom(bytes, window, dicom),
};

describe('radiographs', () => {
  const names = readdirSync(fixtures).filter((name) => /\.(dcm|png|jpg)$/.test(name));
  test.each(names)('%s comes out as in training, or is refused in the same words', async (name) => {
    const bytes = new Uint8Array(readFileSync(fixtures + name));
    for (const window of ['header', 'range'] as const) {
      const options = {
        height: 40,
        width: 48,
        fit: 'crop',
        clahe: { tiles: 4, clipLimit: 2 },
        window,
      } as const;
      const [wanted, found] = await Promise.all(
        [decode(fixtures + name, options), decodeRadiograph(bytes, options, tools as never)].map((one) =>
          one.then(
            ({ pixels, shape }) => ({ pixels: [...pixels], shape }),
            (error: Error) => error.message,
          ),
        ),
      );
      expect(found).toEqual(wanted);
    }
  });
});
