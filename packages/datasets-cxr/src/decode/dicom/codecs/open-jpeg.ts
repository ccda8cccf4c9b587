import { createRequire } from 'node:module';
import { j2kDecoder, type OpenJpeg } from './j2k.ts';

function load(): Promise<OpenJpeg> {
  const require = createRequire(import.meta.url);
  const folder = require.resolve('@cornerstonejs/codec-openjpeg/decodewasm').replace(/[^/\\]+$/, '');
  const make = require('@cornerstonejs/codec-openjpeg/decodewasmjs') as (
    options: object,
  ) => Promise<OpenJpeg>;
  const silent = () => {};
  return make({ locateFile: (name: string) => folder + name, print: silent, printErr: silent });
}

/** Decodes a JPEG 2000 stream of one component, in Node. @throws if OpenJPEG refuses the stream */
export const openJpeg = j2kDecoder(load);
