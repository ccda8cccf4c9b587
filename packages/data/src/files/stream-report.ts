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
