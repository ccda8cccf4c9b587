import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readNifti, readNiftiHeader } from '../../src/nifti/index.ts';
import { axisCodes, toRas } from '../../src/volume/orientation.ts';
import { floats } from '../fixtures/cases.ts';

interface PeerFile {
  path: string;
  error?: string;
  shape: number[];
  affine: number[];
  codes: string;
  last: string;
  ras: string;
}

const script = (name: string): string => fileURLToPath(new URL(`./${name}`, import.meta.url));

/** The first Python with nibabel: the one on the path, or the system's (Debian's python3-nibabel); null if none has. */
export function pythonWithNibabel(): string | null {
  const found = ['python3', '/usr/bin/python3'].find((command) => {
    try {
      execFileSync(command, ['-c', 'import nibabel'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
  return found ?? null;
}

/** Has nibabel write random volumes into a folder. */
export function writeVolumes(python: string, folder: string, seed: number, count: number): void {
  execFileSync(python, [script('nibabel_random.py'), folder, String(count), String(seed)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** What nibabel reads in a folder, or in its own tests' files. */
const peerFiles = (python: string, ...args: readonly string[]): PeerFile[] =>
  JSON.parse(execFileSync(python, [script('nibabel_values.py'), ...args], { maxBuffer: 1 << 30 }).toString());

/** Compares every file of a folder (or of nibabel's own tests) with nibabel's reading. */
export async function compareNibabel(
  python: string,
  ...args: readonly string[]
): Promise<{ made: number; compared: number; differences: string[] }> {
  const files = peerFiles(python, ...args);
  const differences: string[] = [];
  let compared = 0;
  for (const file of files) {
    if (file.error !== undefined) continue;
    const found = await differenceOf(file).catch((error: Error) => error.message);
    if (found) differences.push(`${file.path}: ${found}`);
    compared++;
  }
  return { made: files.length, compared, differences };
}

const same = (a: Float32Array, b: Float32Array): boolean =>
  a.length === b.length && a.every((value, at) => value === b[at]);

async function differenceOf(file: PeerFile): Promise<string | null> {
  const { shape } = await readNiftiHeader(file.path);
  if (String(shape) !== String(file.shape)) return `shape [${shape}], nibabel [${file.shape}]`;
  const frames = shape.slice(3).reduce((a, b) => a * b, 1);
  const volume = await readNifti(file.path, { frame: frames - 1, nonFinite: 'zero' });
  if (!same(volume.data, floats(file.last))) return 'other voxels';
  const away = Math.max(...volume.affine.map((v, at) => Math.abs(v - file.affine[at]!)));
  if (!(away < 1e-4)) return `its affine is ${away} away`;
  const codes = axisCodes(volume.affine);
  if (codes !== file.codes) return `axes ${codes}, nibabel ${file.codes}`;
  return same(toRas(volume).data, floats(file.ras)) ? null : 'other voxels in RAS';
}
