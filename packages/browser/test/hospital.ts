import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { niftiBytes } from '../../datasets-mri/test/fixtures/write-nifti.ts';

const source = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
export const PLUGINS = { cxr: source('datasets-cxr/src/index.ts'), mri: source('datasets-mri/src/index.ts') };
const fixtures = source('datasets-cxr/test/fixtures/');

const ROWS = 40;
/** Files of every kind that nobody trained on. */
export const RADIOGRAPHS = [
  'image8.jpg',
  'image16.png',
  'colour.png',
  'large.jpg',
  'mono1-14bit.dcm',
  'jpeg2000.dcm',
  'jpeg-baseline.dcm',
  'deflated.dcm',
] as const;
export const VOLUMES = ['new.nii', 'new.nii.gz'] as const;

/** Noise with stripes where the row is odd. */
const pixelOf = (row: number, pixel: number): number =>
  100 + 40 * Math.sin(row * 12.9898 + pixel * 78.233) + 60 * (row % 2) * ((pixel >> 1) % 2);

const rest = (plugin: string, dataset: object) => ({
  plugins: [plugin],
  backend: 'onnx',
  dataset,
  encoder: { name: 'small-cnn', options: { channels: [4, 8] } },
  network: { primaryWidth: 2, confounderWidth: 2 },
  data: {
    task: { y: { column: 'state' }, z: [{ column: 'view' }] },
    split: { train: 20, test: 20 },
    train: 'natural',
    shifts: { natural: 'natural' },
  },
  methods: { 'multi-task': {} },
  training: { updates: 30, batchSize: 20 },
  evaluation: { bootstrap: 0 },
});

const labels = (row: number): string => `${row % 2 ? 'ill' : 'well'},${row % 4 < 2 ? 'AP' : 'PA'}`;

/** Writes radiographs with a table, and a config that trains on them. */
export async function writeRadiographs(folder: string): Promise<void> {
  mkdirSync(join(folder, 'images'), { recursive: true });
  const lines = ['path,patient,state,view'];
  for (let row = 0; row < ROWS; row++) {
    const [width, height] = [70, 60];
    const pixels = Uint8Array.from({ length: width * height }, (_, pixel) => pixelOf(row, pixel));
    await sharp(pixels, { raw: { width, height, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toFile(join(folder, 'images', `${row}.png`));
    lines.push(`${row}.png,p${row},${labels(row)}`);
  }
  writeFileSync(join(folder, 'rows.csv'), lines.join('\n'));
  const options = {
    table: 'rows.csv',
    images: 'images',
    image: { size: [40, 48], clahe: true },
    normalise: 'image',
    cache: false,
  };
  const config = rest(PLUGINS.cxr, { name: 'xray-folder', options });
  writeFileSync(join(folder, 'mimmx.config.mjs'), `export default ${JSON.stringify(config)}`);
  for (const name of RADIOGRAPHS)
    if (name !== 'large.jpg') copyFileSync(join(fixtures, name), join(folder, name));
  const [width, height] = [700, 500];
  const large = Uint8Array.from(
    { length: width * height },
    (_, i) => pixelOf(3, i % width) + ((i / width) % 50),
  );
  await sharp(large, { raw: { width, height, channels: 1 } })
    .jpeg({ quality: 85 })
    .toFile(join(folder, 'large.jpg'));
}

/** Writes volumes with a table, and a config that trains on them. */
export function writeVolumes(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const shape = [9, 8, 7];
  const volume = (row: number): Uint8Array =>
    niftiBytes({
      shape,
      values: Float32Array.from({ length: 9 * 8 * 7 }, (_, i) => pixelOf(row, i)),
      spacing: [1, 1.5, 2],
      flipX: row % 3 === 0,
    });
  const lines = ['id,path,state,view'];
  for (let row = 0; row < ROWS; row++) {
    writeFileSync(join(folder, `${row}.nii.gz`), gzipSync(volume(row)));
    lines.push(`v${row},${row}.nii.gz,${labels(row)}`);
  }
  writeFileSync(join(folder, 'rows.csv'), lines.join('\n'));
  const options = { table: 'rows.csv', image: { size: [8, 8, 8], spacing: [1.2, 1.5, 2] }, cache: false };
  const config = rest(PLUGINS.mri, { name: 'mri-manifest', options });
  writeFileSync(join(folder, 'mimmx.config.mjs'), `export default ${JSON.stringify(config)}`);
  writeFileSync(join(folder, 'new.nii'), volume(77));
  writeFileSync(join(folder, 'new.nii.gz'), gzipSync(volume(81)));
}

/** Where the runtime of the pinned Node lies that runs the sources. */
export const command = (): readonly string[] => [
  source('../node_modules/.bin/node'),
  '--conditions=@mimmx/source',
  source('cli/src/bin.ts'),
];
