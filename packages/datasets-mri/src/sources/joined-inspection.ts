import type { Dataset } from '@mimmx/core';
import { type Inspection, inspectionOf, type StreamReport } from '@mimmx/data/files';

/** What the joined data sets tell of themselves, each thing with the name of its set; null if none tells anything. */
export function joinedInspection(opened: readonly [string, Dataset][]): Inspection | null {
  const told = opened.flatMap(([name, dataset]) => {
    const inspection = inspectionOf(dataset);
    return inspection ? [{ name, inspection }] : [];
  });
  if (told.length === 0) return null;
  const procedural = opened
    .filter(([, dataset]) => !inspectionOf(dataset))
    .reduce((sum, [, dataset]) => sum + dataset.table.length, 0);
  const lists = [...new Set(told.flatMap(({ inspection }) => inspection.listedIn ?? []))];
  return {
    ...(lists.length > 0 ? { listedIn: lists.join(' and ') } : {}),
    get problems() {
      return told.flatMap(({ name, inspection }) =>
        inspection.problems.map((problem) => ({ ...problem, file: `${name}: ${problem.file}` })),
      );
    },
    get failure() {
      return told.find(({ inspection }) => inspection.failure)?.inspection.failure ?? null;
    },
    rowsRead: told.reduce((sum, { inspection }) => sum + inspection.rowsRead, procedural),
    notes: told.flatMap(({ name, inspection }) => inspection.notes.map((note) => `${name}: ${note}`)),
    async examine() {
      const notes: string[] = [];
      for (const { name, inspection } of told)
        for (const note of (await inspection.examine?.()) ?? []) notes.push(`${name}: ${note}`);
      return notes;
    },
    report() {
      const reports = told.map(({ inspection }) => inspection.report());
      const sum = (of: (report: StreamReport) => number) =>
        reports.reduce((total, report) => total + of(report), 0);
      return {
        images: sum(({ images }) => images),
        fromCache: sum(({ fromCache }) => fromCache),
        decoded: sum(({ decoded }) => decoded),
        quarantined: sum(({ quarantined }) => quarantined),
        decoding: sum(({ decoding }) => decoding),
        waiting: sum(({ waiting }) => waiting),
        elapsed: sum(({ elapsed }) => elapsed),
        rebuilt: sum(({ rebuilt }) => rebuilt),
        cacheStopped: reports.find(({ cacheStopped }) => cacheStopped !== null)?.cacheStopped ?? null,
      };
    },
  };
}
