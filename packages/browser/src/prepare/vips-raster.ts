import {
  admit,
  type DecodeOptions,
  type GreyImage,
  luma,
  MOST_PIXELS,
  type RadiographTools,
  rasterHeader,
} from '@mimmx/datasets-cxr/decode';
import { pipeline, type VipsImage, type VipsModule, vipsMessage } from './vips.ts';

// In Node these pixels come from sharp, which is a pipeline of libvips calls. Here the same calls are made of the same
// libvips in WebAssembly, in the order of sharp's src/pipeline.cc, so that the same integers come out.

type Scale = readonly [across: number, down: number];

/** How many pixels of the source a pixel of the target takes, along both sides (sharp's `ResolveShrink`). */
function shrinkOf(image: { width: number; height: number }, { width, height, fit }: DecodeOptions): Scale {
  const across = image.width / width;
  const down = image.height / height;
  const both = fit === 'crop' ? Math.min(across, down) : Math.max(across, down);
  const [x, y] = fit === 'stretch' ? [across, down] : [both, both];
  return [Math.min(x, image.width), Math.min(y, image.height)];
}

/** What a JPEG is shrunk by while it is decoded. */
function shrinkOnLoad([across, down]: Scale): number {
  const shrink = Math.min(across, down);
  const found = shrink >= 8 ? 8 : shrink >= 4 ? 4 : shrink >= 2 ? 2 : 1;
  // Known rounding errors of libjpeg.
  return found > 1 && Math.floor(shrink) === found ? found / 2 : found;
}

/** Raises or lowers the size to the target: cut evenly, or black around. */
function fitted(image: VipsImage, { width, height, fit }: DecodeOptions, deep: boolean): VipsImage {
  if (image.width === width && image.height === height) return image;
  if (fit === 'pad') {
    const background = image.hasAlpha()
      ? [...Array.from({ length: image.bands - 1 }, () => 0), deep ? 65535 : 255]
      : Array.from({ length: image.bands }, () => 0);
    const left = Math.trunc((width - image.width) / 2);
    const top = Math.trunc((height - image.height) / 2);
    return image.embed(left, top, Math.max(width, image.width), Math.max(height, image.height), {
      extend: 'background',
      background,
    });
  }
  const across = Math.min(width, image.width);
  const down = Math.min(height, image.height);
  const left = Math.trunc((image.width - across + 1) / 2);
  const top = Math.trunc((image.height - down + 1) / 2);
  return image.crop(left, top, across, down);
}

interface Space {
  /** Grey or colour of the pixels that come out. */
  readonly space: 'b-w' | 'srgb' | 'grey16' | 'rgb16';
  readonly deep: boolean;
}

/** Resizes an image as sharp does with its kernel lanczos3, and reads its pixels. */
function resized(
  first: VipsImage,
  options: DecodeOptions,
  { space, deep }: Space,
  own: (image: VipsImage) => VipsImage,
): GreyImage {
  let image = first;
  if (deep && image.interpretation !== space)
    image = own(image.colourspace(space, { source_space: image.interpretation }));
  const [across, down] = shrinkOf(image, options);
  if (image.interpretation === 'cmyk')
    image = own(image.iccTransform('srgb', { input_profile: 'cmyk', intent: 'perceptual' }));
  const resizes = across !== 1 || down !== 1;
  const multiplied = image.hasAlpha() && resizes;
  const { format } = image;
  if (multiplied) image = own(own(image.premultiply()).cast(format));
  if (resizes) image = own(image.resize(1 / across, { vscale: 1 / down, kernel: 'lanczos3' }));
  image = own(fitted(image, options, deep));
  if (multiplied) image = own(own(image.unpremultiply()).cast(format));
  if (image.hasAlpha()) image = own(image.extractBand(0, { n: image.bands - 1 }));
  if (image.interpretation === 'grey16' || image.interpretation === 'rgb16')
    image = own(image.cast('ushort'));
  if (image.interpretation !== space)
    image = own(image.colourspace(space, { source_space: image.interpretation }));
  image = own(image.cast(deep ? 'ushort' : 'uchar'));
  const { width, height, bands } = image;
  const { buffer } = image.writeToMemory().slice();
  const pixels = deep ? new Uint16Array(buffer) : new Uint8Array(buffer);
  if (bands === 1) return { width, height, pixels };
  if (bands !== 3) throw new Error(`${bands} channels after conversion to grey`);
  return { width, height, pixels: luma(pixels) };
}

/** Decodes and resizes PNG and JPEG with libvips: the same integers as in training. */
export function vipsRaster(vips: VipsModule): Pick<RadiographTools, 'raster' | 'resize'> {
  const load = (bytes: Uint8Array, shrink = 1): VipsImage =>
    vips.Image.newFromBuffer(bytes, '', { fail_on: 'warning', ...(shrink > 1 ? { shrink } : {}) } as never);
  return {
    async raster(bytes, options, reserve = async () => {}) {
      const header = rasterHeader(bytes);
      if (header) await admit(header, bytes.length, reserve);
      const deep = header?.bits === 16;
      const colour = header !== null && !header.grey;
      const space = colour ? (deep ? 'rgb16' : 'srgb') : deep ? 'grey16' : 'b-w';
      return pipeline((own) => {
        try {
          let image = own(load(bytes));
          if (image.width * image.height > MOST_PIXELS)
            throw new Error(`${image.width} × ${image.height} pixels, more than any radiograph`);
          const jpeg = bytes[0] === 0xff;
          const shrink = jpeg && !deep ? shrinkOnLoad(shrinkOf(image, options)) : 1;
          if (shrink > 1) image = own(load(bytes, shrink));
          return resized(image, options, { space, deep }, own);
        } catch (error) {
          throw new Error(vipsMessage(error));
        }
      });
    },
    async resize(given, options) {
      const { width, height, pixels } = given;
      if (width === options.width && height === options.height) return given;
      const deep = pixels instanceof Uint16Array;
      return pipeline((own) => {
        const raw = own(
          vips.Image.newFromMemory(
            pixels as never,
            width,
            height,
            1,
            vips.BandFormat[deep ? 'ushort' : 'uchar'],
          ),
        );
        const grey = own(raw.copy({ interpretation: deep ? 'grey16' : 'b-w' }));
        return resized(grey, options, { space: deep ? 'grey16' : 'b-w', deep }, own);
      });
    },
  };
}

/** Decodes a JPEG of one component and 8 bits with the same libjpeg as in training. */
export const vipsJpeg8 =
  (vips: VipsModule) =>
  async (stream: Uint8Array): Promise<Uint8Array> =>
    pipeline((own) => {
      try {
        const image = own(
          own(vips.Image.newFromBuffer(stream, '', { fail_on: 'warning' } as never)).colourspace('b-w'),
        );
        if (image.bands !== 1) throw new Error(`${image.bands} channels`);
        return new Uint8Array(image.writeToMemory().slice().buffer);
      } catch (error) {
        throw new Error(`the JPEG stream is damaged (${vipsMessage(error)})`);
      }
    });
