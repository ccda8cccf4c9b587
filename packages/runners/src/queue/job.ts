import { createHash } from 'node:crypto';

/** What stands in a job: where the piece is, and no more. */
export interface PieceJob {
  /** Folder of the sweep, as the machine sees it that handed the piece over. */
  readonly folder: string;
  readonly id: string;
  readonly name: string;
  /** Not before that one has left the queue. */
  readonly after?: string;
}

/** Sweeps share a queue, and may have a piece in common, which is done once for each. */
export const sweepMark = (folder: string): string =>
  createHash('sha256').update(folder).digest('hex').slice(0, 12);

/** Name of the job of a piece: a second one of that name is no second job. BullMQ takes no ":" and no bare number. */
export const jobId = (folder: string, id: string): string => `s${sweepMark(folder)}-${id}`;

/** The piece of a job's name; undefined if the job is another sweep's. */
export const pieceOf = (folder: string, job: string): string | undefined => {
  const start = `s${sweepMark(folder)}-`;
  return job.startsWith(start) ? job.slice(start.length) : undefined;
};
