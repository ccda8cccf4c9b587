/** Estimates the time left from the pace so far. Jobs that were finished before count for nothing. */
export class TimeLeft {
  readonly #now: () => number;
  /** Last step told of each job. */
  readonly #steps = new Map<string, number>();
  #began: number | null = null;
  #done = 0;

  /** @param now milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * Tells of an update; several jobs may go on at the same time.
   *
   * @param key of the job
   * @param left updates still to come, in all jobs
   * @returns seconds left; null as long as there is nothing to go by
   */
  at(key: string, step: number, left: number): number | null {
    const before = this.#steps.get(key);
    if (this.#began === null) this.#began = this.#now();
    else this.#done += before === undefined ? 1 : step - before;
    this.#steps.set(key, step);
    return this.#done < 3 ? null : ((this.#now() - this.#began) / 1000 / this.#done) * left;
  }
}

/** `1:05:09`, `2:31` or `0:07`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
