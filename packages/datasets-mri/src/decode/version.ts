/** Changes whenever the same file and preparation give other values; old cache entries are then left alone. */
export const DECODER_VERSION = 'mri-volume/1';
