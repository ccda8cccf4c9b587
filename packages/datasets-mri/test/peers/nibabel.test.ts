import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readNifti, readNiftiHeader } from '../../src/nifti/index.ts';
import { axisCodes, toRas } from '../../src/volume/orientation.ts';
import { floats, scratch } from '../fixtures/cases.ts';
import { realData } from '../fixtures/real-data.ts';

interface PeerFile {
  path: string;
  error?: string;
  shape: number[];
  affine: number[];
  codes: string;
  last: string;
  ras: string;
}

const script = fileURLToPath(new URL('./nibabel_values.py', import.meta.url));

/** The first Python with nibabel: the one on the path, or the system's (Debian's python3-nibabel). */
const python = ['python3', '/usr/bin/python3'].find((command) => {
  try {
    execFileSync(command, ['-c', 'import nibabel'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

const peer = (...args: readonly string[]): PeerFile[] =>
  JSON.parse(execFileSync(python ?? '', [script, ...args], { maxBuffer: 1 << 30 }).toString());

const same = (a: Float32Array, b: Float32Array): boolean =>
  a.length === b.length && a.every((value, at) => value === b[at]);

async function compare(files: PeerFile[]): Promise<number> {
  let compared = 0;
  for (const file of files) {
    if (file.error !== undefined) continue;
    const { shape } = await readNiftiHeader(file.path);
    expect(shape, file.path).toEqual(file.shape);
    const frames = shape.slice(3).reduce((a, b) => a * b, 1);
    const volume = await readNifti(file.path, { frame: frames - 1, nonFinite: 'zero' });
    expect(same(volume.data, floats(file.last)), file.path).toBe(true);
    expect(Math.max(...volume.affine.map((v, at) => Math.abs(v - file.affine[at]!)))).toBeLessThan(1e-4);
    expect(axisCodes(volume.affine), file.path).toBe(file.codes);
    expect(same(toRas(volume).data, floats(file.ras)), file.path).toBe(true);
    compared++;
  }
  return compared;
}

test('the files of nibabel’s own tests read as nibabel reads them', async ({ skip }) => {
  if (!python) skip('no Python with nibabel was found (Debian: python3-nibabel)');
  const files = peer();
  if (files.length === 0) skip('this nibabel was installed without its test files');
  expect(await compare(files)).toBeGreaterThan(3);
});

test('real volumes read as nibabel reads them', async ({ skip }) => {
  if (!python) skip('no Python with nibabel was found (Debian: python3-nibabel)');
  expect(await compare(peer(realData('lgg-bids', skip)))).toBe(40);
});

/** Sixty in a few seconds; more by `VOLUMES=2000`. */
const VOLUMES = process.env.VOLUMES ?? '60';

test(`${VOLUMES} random volumes that nibabel wrote read as nibabel reads them`, async ({ skip }) => {
  if (!python) skip('no Python with nibabel was found (Debian: python3-nibabel)');
  const folder = scratch();
  const writer = fileURLToPath(new URL('./nibabel_random.py', import.meta.url));
  execFileSync(python!, [writer, folder, VOLUMES, process.env.SEED ?? '1'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  expect(await compare(peer(folder, VOLUMES))).toBe(Number(VOLUMES));
}, 120_000);
