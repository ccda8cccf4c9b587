/** What a stream has done so far. Times in milliseconds. */
export interface StreamReport {
  /** Images handed out. */
  readonly images: number;
  readonly fromCache: number;
  readonly decoded: number;
  /** Rows left out because their file cannot be read. */
  readonly quarantined: number;
  /** Time that the worker threads spent decoding, summed over threads. */
  readonly decoding: number;
  /** Time in which the consumer of `read` stood still because the next image was not ready. */
  readonly waiting: number;
  /** Time between the first and the last image that `read` handed out. */
  readonly elapsed: number;
  /** Damaged cache entries that were rebuilt. */
  readonly rebuilt: number;
  /** Why the cache is not written any more, or null. */
  readonly cacheStopped: string | null;
}

/** One sentence for a log: how fast, and whether training waited. */
export function describeStream(report: StreamReport): string {
  const perSecond = report.elapsed > 0 ? Math.round((1000 * report.images) / report.elapsed) : 0;
  const share = report.elapsed > 0 ? Math.round((100 * report.waiting) / report.elapsed) : 0;
  const parts = [
    `${report.images} images (${report.fromCache} cached, ${report.decoded} decoded)`,
    `${perSecond} a second`,
    `waited for data ${share} % of the time`,
  ];
  if (report.quarantined > 0) parts.push(`${report.quarantined} left out`);
  if (report.rebuilt > 0) parts.push(`${report.rebuilt} damaged cache entries rebuilt`);
  if (report.cacheStopped !== null) parts.push(report.cacheStopped);
  return parts.join('; ');
}
