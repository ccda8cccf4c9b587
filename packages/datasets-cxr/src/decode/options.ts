/** Contrast-limited adaptive histogram equalisation (Zuiderveld, Graphics Gems IV, 1994). */
export interface ClaheOptions {
  /** Tiles along each side. */
  readonly tiles: number;
  /** Highest count of a histogram bin, as a multiple of the mean count. */
  readonly clipLimit: number;
}

/**
 * How DICOM values become grey levels: the file's own window or look-up table (the whole range where it has none),
 * always the whole range, or a window given as centre and width in the file's rescaled units.
 */
export type WindowChoice = 'header' | 'range' | readonly [centre: number, width: number];

/** All that the pixels of a decoded image depend on besides the file. Plain JSON: it is part of the cache's identity. */
export interface DecodeOptions {
  readonly height: number;
  readonly width: number;
  /** `crop`: fill the target and cut the longer side evenly; `pad`: fit inside, black around; `stretch`: neither. */
  readonly fit: 'crop' | 'pad' | 'stretch';
  readonly clahe: ClaheOptions | null;
  readonly window: WindowChoice;
}

/** Images of more pixels are refused before they are unpacked. The largest chest radiographs have about 20 million. */
export const MOST_PIXELS = 100_000_000;
/** Files of more bytes are refused before they are read. */
export const MOST_BYTES = 512 * 2 ** 20;
/** A deflated DICOM data set unpacks to at most this many bytes: 64 million pixels of 16 bit. */
export const MOST_INFLATED = 128 * 2 ** 20;

/** What the options of a data set of radiographs say of its images, completed. */
export interface ImageOptions {
  readonly size: number | readonly [height: number, width: number];
  readonly fit: DecodeOptions['fit'];
  readonly clahe: boolean | ClaheOptions;
  readonly window: WindowChoice;
}

/** What the decoder is asked for. */
export function decodeOptions({ image }: { readonly image: ImageOptions }): DecodeOptions {
  const [height, width] = typeof image.size === 'number' ? [image.size, image.size] : image.size;
  const clahe = image.clahe === true ? { tiles: 8, clipLimit: 2 } : image.clahe || null;
  return { height, width, fit: image.fit, clahe, window: image.window };
}
