import { gunzipSync, gzipSync } from 'node:zlib';
import { readNifti, readNiftiHeader } from '../../../packages/datasets-mri/src/nifti/index.ts';
import { niftiBytes } from '../../../packages/datasets-mri/test/fixtures/write-nifti.ts';
import { fileOf, pick, type Target, Wrong } from './target.ts';

const volume = niftiBytes({ shape: [8, 7, 6], values: Float32Array.from({ length: 336 }, (_, i) => i % 50) });
const written = JSON.parse(fileOf('datasets-mri/test/fixtures/nifti.json').toString()) as {
  types: { file: string }[];
};
const seeds = [
  volume,
  gzipSync(volume),
  ...written.types.filter((_, i) => i % 5 === 0).map(({ file }) => Buffer.from(file, 'base64')),
];

export const nifti: Target = {
  name: 'nifti',
  seeds,
  mend: (bytes, random) => (random() < 0.2 && bytes[0] !== 0x1f ? gzipSync(bytes) : bytes),
  async read(path) {
    const { shape } = await readNiftiHeader(path);
    const { data } = await readNifti(path, { maxMegabytes: 64 });
    if (data.length !== shape.slice(0, 3).reduce((a, b) => a * b, 1))
      throw new Wrong('voxels that the header does not say');
  },
  cut(random) {
    const seed = pick(seeds, random);
    const plain = seed[0] === 0x1f ? gunzipSync(seed) : seed;
    const kept = plain.subarray(0, plain.length - 1 - Math.floor(random() * (plain.length - 353)));
    return random() < 0.5 ? gzipSync(kept) : Buffer.from(kept);
  },
};
