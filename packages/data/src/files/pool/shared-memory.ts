const MIB = 2 ** 20;
/** How long a thread sleeps before it looks again, in ms, should a notice be missed. */
const LOOK_AGAIN = 200;

/**
 * Memory that the threads of a pool may take for large images, in MiB: what is left, then what each thread holds. An
 * image that wants more than there is waits until all is free and then has it alone.
 */
export class SharedMemory {
  readonly buffer: SharedArrayBuffer;
  private readonly cells: Int32Array;
  private readonly total: number;

  /** @param buffer of {@link SharedMemory.create} */
  constructor(buffer: SharedArrayBuffer, total: number) {
    this.buffer = buffer;
    this.total = total;
    this.cells = new Int32Array(buffer);
  }

  static create(total: number, threads: number): SharedMemory {
    const memory = new SharedMemory(new SharedArrayBuffer(4 * (1 + threads)), total);
    memory.cells[0] = total;
    return memory;
  }

  /** Takes memory for a thread, which gives back what it held before. Blocks until there is enough. */
  take(thread: number, bytes: number): void {
    this.giveBack(thread);
    const wanted = Math.min(Math.ceil(bytes / MIB), this.total);
    for (;;) {
      const left = Atomics.load(this.cells, 0);
      if (left < wanted) Atomics.wait(this.cells, 0, left, LOOK_AGAIN);
      else if (Atomics.compareExchange(this.cells, 0, left, left - wanted) === left) break;
    }
    Atomics.store(this.cells, 1 + thread, wanted);
  }

  /** Gives back what a thread holds, also for a thread that has died. */
  giveBack(thread: number): void {
    const held = Atomics.exchange(this.cells, 1 + thread, 0);
    if (held === 0) return;
    Atomics.add(this.cells, 0, held);
    Atomics.notify(this.cells, 0);
  }
}
