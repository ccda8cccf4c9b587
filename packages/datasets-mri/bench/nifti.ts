/*
 * Volumes and slices a second against nibabel and numpy in two processes, alternating in one run.
 *
 *     node --conditions=@mimmx/source packages/datasets-mri/bench/nifti.ts [rounds]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { createRegistry, type Dataset } from '@mimmx/core';
import { plugin } from '../src/index.ts';
import { renderPhantom } from '../src/phantom/render.ts';

const WORKERS = 2;
const rounds = Number(process.argv[2] ?? 5);
const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Eight int16 volumes of 128³ from the phantom, LAS, gzipped as scanners' converters do. */
function madeVolumes(folder: string): void {
  const [nx, ny, nz] = [128, 128, 128];
  const codes = { disease: 1, sex: 0, age: 0, gain: 0, noise: 0, bias: 0, marker: 0 };
  for (let patient = 0; patient < 8; patient++) {
    const voxels = Int16Array.from(renderPhantom(0, patient, 0, codes, [nz, ny, nx]), (v) => 1000 * v);
    const bytes = Buffer.alloc(352 + voxels.byteLength);
    bytes.writeInt32LE(348, 0);
    for (const [at, value] of [3, nx, ny, nz].entries()) bytes.writeInt16LE(value, 40 + 2 * at);
    bytes.writeInt16LE(4, 70);
    bytes.writeInt16LE(16, 72);
    for (let at = 0; at < 4; at++) bytes.writeFloatLE(1, 76 + 4 * at);
    bytes.writeFloatLE(352, 108);
    bytes.writeInt16LE(1, 254);
    const rows = [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];
    for (const [at, value] of rows.entries()) bytes.writeFloatLE(value, 280 + 4 * at);
    bytes.write('n+1\0', 344, 'latin1');
    bytes.set(new Uint8Array(voxels.buffer), 352);
    const place = join(folder, `sub-${patient}`, 'anat');
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `sub-${patient}_T1w.nii.gz`), gzipSync(bytes));
  }
}

interface Outcome {
  seconds: number;
  images: number;
  total: number;
}

/** All rows through the worker threads; the middle sagittal plane of each is summed, so that work can be compared. */
async function ours(dataset: Dataset): Promise<Outcome> {
  const start = performance.now();
  const sums = await Promise.all(
    Array.from({ length: dataset.table.length }, async (_, row) => {
      const pixels = await dataset.image(row);
      const width = dataset.shape.at(-2) ?? 1;
      let sum = 0;
      for (let at = width >> 1; at < pixels.length; at += width) sum += pixels[at]!;
      return sum;
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  return { seconds, images: sums.length, total: sums.reduce((a, b) => a + b, 0) };
}

function peer(): { process: ChildProcess; run(folder: string): Promise<Outcome> } {
  const script = fileURLToPath(new URL('./nibabel_peer.py', import.meta.url));
  const system = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
  const python = process.env.PYTHON ?? system;
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    process: child,
    async run(folder) {
      child.stdin.write(`${folder}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error('the Python peer ended; it needs nibabel and numpy');
      const [seconds = 0, images = 0, total = 0] = value.split(' ').map(Number);
      return { seconds, images, total };
    },
  };
}

const folder = mkdtempSync(join(tmpdir(), 'mimmx-bench-'));
const registry = createRegistry().use(plugin);
const context = { root: folder, seed: 0 };
const open = (options: object) =>
  registry.create('dataset', 'bids', context, { workers: WORKERS, ...options } as never);
const python = peer();
try {
  madeVolumes(join(folder, 'made'));
  const real = join(resolve(process.env.MIMMX_TEST_DATA ?? '.'), 'lgg-bids');
  const sets = [{ name: 'made, 128 × 128 × 128 int16', path: join(folder, 'made'), options: {} as object }];
  // They differ in depth, so ours are also cut or padded to one, which makes their sum another.
  const sized = { suffix: 'FLAIR', image: { size: [36, 64, 64] } };
  if (existsSync(real)) sets.push({ name: 'lgg-bids, 64 × 64 × 20–88 uint8', path: real, options: sized });

  for (const { name, path, options } of sets) {
    const dataset = await open({ images: path, cache: false, ...options });
    const times: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
    await ours(dataset);
    await python.run(path);
    let totals = '';
    for (let round = 0; round < rounds; round++) {
      const [a, b] = [await ours(dataset), await python.run(path)];
      times.ours.push(a.seconds);
      times.theirs.push(b.seconds);
      totals = `${a.total.toFixed(1)} and ${b.total.toFixed(1)}`;
    }
    const [mine, their] = [times.ours, times.theirs].map((list) => dataset.table.length / median(list)) as [
      number,
      number,
    ];
    console.log(
      `cold  ${name}: ${mine.toFixed(1)} volumes/s, nibabel ${their.toFixed(1)}, ratio ${(mine / their).toFixed(2)} (sums ${totals})`,
    );
    await dataset.close?.();
  }

  if (existsSync(real)) {
    const dataset = await open({ images: real, suffix: 'FLAIR', slices: {}, cache: { folder: 'cache' } });
    await ours(dataset);
    await dataset.close?.();
    const warm = await open({ images: real, suffix: 'FLAIR', slices: {}, cache: { folder: 'cache' } });
    const speeds: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const { seconds, images } = await ours(warm);
      speeds.push(images / seconds);
    }
    console.log(`warm  lgg-bids as slices of 64 × 64: ${Math.round(median(speeds))} images/s`);
    await warm.close?.();
  }
} finally {
  python.process.stdin?.end();
  rmSync(folder, { recursive: true, force: true });
}
