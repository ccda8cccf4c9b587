/** Seconds of the past that a pace is taken from. */
const WINDOW = 90;

/** How fast steps come, from when they were seen. */
export class Pace {
  #seen: { readonly at: number; readonly step: number }[] = [];

  /** @param now seconds of a steady clock */
  see(step: number, now: number): void {
    const last = this.#seen.at(-1);
    // It went on from an earlier checkpoint, in another process perhaps.
    if (last && step < last.step) this.#seen = [];
    else if (last && step === last.step) return;
    this.#seen.push({ at: now, step });
    while (this.#seen.length > 2 && now - this.#seen[0]!.at > WINDOW) this.#seen.shift();
  }

  /** Steps a second; null before two of them were seen. */
  get rate(): number | null {
    const [first, last] = [this.#seen[0], this.#seen.at(-1)];
    if (!first || !last || last.at <= first.at) return null;
    return (last.step - first.step) / (last.at - first.at);
  }
}
