import type { Dataset } from '@mimmx/core';
import { inspectionOf } from './files/inspection.ts';

/** Reasons that are told; the quarantine file has each row's own. */
const TOLD = 3;

/** How many rows a data set left out since their file or line cannot be used, why, and where they are listed: a sentence, or none. */
export function leftOutNotes(dataset: Dataset): string[] {
  const inspection = inspectionOf(dataset);
  if (!inspection || inspection.problems.length === 0) return [];
  const { problems, rowsRead, listedIn } = inspection;
  const counts = new Map<string, number>();
  for (const { reason } of problems) {
    const [kind = reason] = reason.split(': ');
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const kinds = [...counts].sort(([, a], [, b]) => b - a);
  const reasons = [
    ...kinds.slice(0, TOLD).map(([kind, count]) => `${kind} (${count})`),
    ...(kinds.length > TOLD ? ['…'] : []),
  ];
  const where = listedIn === undefined ? 'mimmx data check lists them' : `they are listed in ${listedIn}`;
  return [
    `${problems.length} of ${rowsRead} rows cannot be used and are left out: ${reasons.join(', ')}; ${where}.`,
  ];
}
