/**
 * Images a second, cold and warm, against Pillow in two processes, alternating in one run.
 *
 *     node --conditions=@mimmx/source bench/throughput.ts [images] [rounds]
 *
 * PYTHON names an interpreter with Pillow and numpy (default: the system's python3).
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Random } from '@mimmx/core';
import { createImageStream, createQuarantine } from '@mimmx/data/files';
import sharp from 'sharp';
import { DECODER_VERSION } from '../src/version.ts';

const images = Number(process.argv[2] ?? 160);
const rounds = Number(process.argv[3] ?? 5);
const folder = mkdtempSync(join(tmpdir(), 'mimmx-bench-'));
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** The data set's default on two cores. */
const THREADS = 4;
/** One channel, as CheXpert's and MIMIC-CXR's files have, and the same grey as colour. */
const KINDS = ['grey', 'colour'] as const;
type Kind = (typeof KINDS)[number];

/** Smooth shapes with film grain: compresses about as radiographs do. */
async function writeJpegs(kind: Kind): Promise<string[]> {
  const random = new Random(1);
  const side = 1024;
  const files: string[] = [];
  for (let i = 0; i < images; i++) {
    const [a, b] = [80 + 60 * random.uniform(), 90 + 60 * random.uniform()];
    const pixels = new Uint8Array(side * side);
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        pixels[y * side + x] = 120 + 60 * Math.sin(x / a) * Math.cos(y / b) + 12 * random.uniform();
      }
    }
    const file = `${kind}-${i}.jpg`;
    await sharp(pixels, { raw: { width: side, height: side, channels: 1 } })
      .toColourspace(kind === 'grey' ? 'b-w' : 'srgb')
      .jpeg({ quality: 90 })
      .toFile(join(folder, file));
    files.push(file);
  }
  return files;
}

function stream(files: readonly string[], side: number, cache: string | null) {
  const options = { height: side, width: side, fit: 'crop', clahe: null, window: 'header' };
  return createImageStream({
    root: folder,
    files,
    shape: [side, side, 1],
    decoder: {
      module: new URL('../src/decode/decoder.ts', import.meta.url),
      version: DECODER_VERSION,
      options,
    },
    quarantine: createQuarantine({ policy: 'strict' }),
    workers: { workers: THREADS },
    cache: cache === null ? false : { folder: cache },
  });
}

/** Seconds to read every row once. */
async function pass(opened: ReturnType<typeof stream>, order: ArrayLike<number>): Promise<number> {
  const start = performance.now();
  for await (const { pixels } of opened.read(order))
    if (Number.isNaN(pixels[0])) throw new Error('no pixels');
  return (performance.now() - start) / 1000;
}

async function pillow(files: readonly string[], mode: 'plain' | 'draft') {
  const script = new URL('pillow.py', import.meta.url).pathname;
  const child = spawn(
    process.env.PYTHON ?? (existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3'),
    [script, mode, ...files.map((file) => join(folder, file))],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  return {
    async pass(): Promise<number> {
      child.stdin.write('\n');
      return Number((await lines.next()).value);
    },
    close: () => child.stdin.end(),
  };
}

try {
  mkdirSync(folder, { recursive: true });
  let files: string[] = [];
  const order = Array.from({ length: images }, (_, row) => row);
  for (const kind of KINDS) {
    files = await writeJpegs(kind);
    const plain = await pillow(files, 'plain');
    const draft = await pillow(files, 'draft');
    const ours = stream(files, 224, null);
    await pass(ours, order);
    const seconds = { ours: [] as number[], plain: [] as number[], draft: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      seconds.ours.push(await pass(ours, order));
      seconds.plain.push(await plain.pass());
      seconds.draft.push(await draft.pass());
    }
    await ours.close();
    plain.close();
    draft.close();
    const rate = (values: readonly number[]) => Math.round(images / median(values));
    console.log(
      `cold, 1024² ${kind} JPEG to 224², images a second, median of ${rounds} alternating rounds of ${images}:`,
    );
    console.log(`  ours, ${THREADS} threads          ${rate(seconds.ours)}`);
    for (const [name, values] of [
      ['Pillow, 2 processes     ', seconds.plain],
      ['Pillow with draft mode  ', seconds.draft],
    ] as const) {
      const ratio = median(values.map((value, i) => value / seconds.ours[i]!));
      console.log(`  ${name} ${rate(values)}   ours / Pillow ${ratio.toFixed(2)}`);
    }
  }

  const cache = join(folder, 'cache');
  const cold = stream(files, 64, cache);
  await pass(cold, order);
  await cold.close();
  const warm = stream(files, 64, cache);
  const many = Array.from({ length: 20_000 }, (_, i) => (i * 7919) % images);
  await pass(warm, order);
  const warmSeconds: number[] = [];
  for (let round = 0; round < rounds; round++) warmSeconds.push(await pass(warm, many));
  await warm.close();
  console.log(`warm, 64²: ${Math.round(many.length / median(warmSeconds))} images a second`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
await import('./large-table.ts');
