import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  compareOpenpyxl,
  pythonWithOpenpyxl,
} from '../../packages/data/test/files/table/openpyxl-comparison.ts';
import { comparePandas, pythonWithPandas } from '../../packages/data/test/files/table/pandas-comparison.ts';
import {
  comparePydicom,
  pythonWithPydicom,
} from '../../packages/datasets-cxr/test/decode/pydicom-comparison.ts';
import {
  compareNibabel,
  pythonWithNibabel,
  writeVolumes,
} from '../../packages/datasets-mri/test/peers/nibabel-comparison.ts';

/** Another reader of the same files. */
export interface Peer {
  readonly name: 'dicom' | 'nifti' | 'table' | 'workbook';
  /** Files of this kind for each one that is asked for. */
  readonly share: number;
  compare(
    seed: number,
    count: number,
  ): Promise<{ readonly said: string; readonly differences: readonly string[] }>;
}

type Compare = (
  python: string,
  folder: string,
  seed: number,
  count: number,
) => Promise<{ made: number; compared: number; differences: readonly string[] }>;

const peer = (
  name: Peer['name'],
  share: number,
  find: () => string | null,
  packages: string,
  what: string,
  compare: Compare,
): Peer => ({
  name,
  share,
  async compare(seed, count) {
    const python = find();
    if (!python) return { said: `skipped, no Python with ${packages} was found`, differences: [] };
    const folder = mkdtempSync(join(tmpdir(), 'mimmx-peers-'));
    try {
      const { made, compared, differences } = await compare(python, folder, seed, count);
      const said = `${made} files of seed ${seed}, ${compared} ${what} compared with ${packages}, ${differences.length} differences`;
      return { said, differences };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
});

export const peers: readonly Peer[] = [
  peer('dicom', 1, pythonWithPydicom, 'pydicom and GDCM', 'files', comparePydicom),
  peer('nifti', 1, pythonWithNibabel, 'nibabel', 'volumes', async (python, folder, seed, count) => {
    writeVolumes(python, folder, seed, count);
    return compareNibabel(python, folder, String(count));
  }),
  peer('table', 0.5, pythonWithPandas, 'pandas', 'columns', comparePandas),
  peer('workbook', 0.25, pythonWithOpenpyxl, 'openpyxl', 'cells', compareOpenpyxl),
];
