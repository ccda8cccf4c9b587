/** Part of the cache's identity: changes whenever the same file and options give other pixels. */
export const DECODER_VERSION = 'xray/2';
