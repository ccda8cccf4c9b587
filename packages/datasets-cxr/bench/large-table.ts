/**
 * A CheXpert-format table of 200,000 rows over 1,000 files: how long it takes to open, and what an epoch at 64² costs
 * in time and memory.
 *
 *     node --conditions=@mimmx/source packages/datasets-cxr/bench/large-table.ts
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRegistry, Random } from '@mimmx/core';
import sharp from 'sharp';
import { plugin } from '../src/index.ts';
import { CHEXPERT_FINDINGS } from '../src/sources/findings.ts';

const rows = Number(process.env.ROWS ?? 200_000);
const openings = Number(process.env.OPENINGS ?? 5);
const FILES = 1000;
const SIDE = 64;

const root = mkdtempSync(join(tmpdir(), 'mimmx-bench-'));
const megabytes = () => Math.round(process.memoryUsage().rss / 2 ** 20);
const pathOf = (file: number) => `train/patient${String(file).padStart(5, '0')}/study1/view1_frontal.png`;

async function writeImages(): Promise<void> {
  const random = new Random(1);
  for (let file = 0; file < FILES; file++) {
    const pixels = Uint8Array.from({ length: SIDE * SIDE }, () => 255 * random.uniform());
    const image = sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 1 } });
    mkdirSync(join(root, pathOf(file), '..'), { recursive: true });
    await image.png().toFile(join(root, pathOf(file)));
  }
}

function writeTable(): void {
  const header = `Path,Sex,Age,Frontal/Lateral,AP/PA,${CHEXPERT_FINDINGS.join(',')}`;
  const line = (row: number) =>
    `${pathOf(row % FILES)},${row % 2 ? 'Male' : 'Female'},${20 + (row % 70)},Frontal,AP,,,1.0,,-1.0,,0.0,,,,${row % 3 ? '1.0' : ''},,,`;
  writeFileSync(
    join(root, 'train.csv'),
    [header, ...Array.from({ length: rows }, (_, i) => line(i))].join('\n'),
  );
}

try {
  await writeImages();
  writeTable();
  const open = () =>
    createRegistry()
      .use(plugin)
      .create(
        'dataset',
        'chexpert',
        { root, seed: 0 },
        { table: 'train.csv', images: '.', image: { size: SIDE }, workers: 2 },
      );
  const seconds: number[] = [];
  for (let opening = 0; opening < openings; opening++) {
    const start = performance.now();
    const dataset = await open();
    seconds.push((performance.now() - start) / 1000);
    await dataset.close?.();
  }
  const [first, ...later] = seconds.map((value) => value.toFixed(2));
  console.log(`${rows} rows over ${FILES} files: opened in ${first} s, again in ${later.join(', ')} s`);

  const dataset = await open();
  const order = new Random(2).shuffle(Int32Array.from({ length: rows }, (_, row) => row));
  const memory = [megabytes()];
  const start = performance.now();
  for (let at = 0; at < order.length; at += 64) {
    await Promise.all(Array.from(order.subarray(at, at + 64), (row) => dataset.image(row)));
    if (at % Math.ceil(rows / 5) < 64) memory.push(megabytes());
  }
  memory.push(megabytes());
  const rate = Math.round((1000 * rows) / (performance.now() - start));
  console.log(`one epoch at ${SIDE}²: ${rate} images a second; memory along it ${memory.join(', ')} MiB`);
  await dataset.close?.();
} finally {
  rmSync(root, { recursive: true, force: true });
}
