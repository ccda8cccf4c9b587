import { inspectionOf } from '@mimmx/data/files';
import { scratch } from '../fixtures/cases.ts';
import { open } from '../fixtures/open.ts';
import { writeFiles } from '../fixtures/write-bids.ts';

const COUNT = 20;
export const volume = { shape: [2, 2, 2] };
export const subject = (i: number) => `sub-${String(i + 1).padStart(2, '0')}`;
const HEADER = 'participant_id\tsex\tage';
export const row = (i: number, id = subject(i), age = String(21.5 + i)) => `${id}\t${'MF'[i % 2]}\t${age}`;
export const rows = (of: (i: number) => string) => Array.from({ length: COUNT }, (_, i) => of(i));

/** A BIDS folder of twenty subjects whose participants.tsv has these lines. */
export function bidsFolder(lines: readonly string[], more: Parameters<typeof writeFiles>[1] = {}): string {
  const folder = scratch();
  const images = Object.fromEntries(
    rows((i) => `${subject(i)}/anat/${subject(i)}_T1w.nii`).map((path) => [path, volume]),
  );
  writeFiles(folder, { ...images, 'participants.tsv': `${[HEADER, ...lines].join('\n')}\n`, ...more });
  return folder;
}
export const openBids = (folder: string, options = {}) => open('bids', folder, { images: '.', ...options });
export const expectedAges = rows((i) => String(21.5 + i));
export const notes = (dataset: Awaited<ReturnType<typeof open>>) => inspectionOf(dataset)!.notes.join('\n');
