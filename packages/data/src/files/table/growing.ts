/** A column of numbers that grows: half the memory of a plain array, and no boxing. */
export class Growing<A extends Int32Array | Float64Array> {
  #values: A;
  #length = 0;

  constructor(values: A) {
    this.#values = values;
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const more = new (this.#values.constructor as new (length: number) => A)(
        Math.max(1024, 2 * this.#length),
      );
      more.set(this.#values);
      this.#values = more;
    }
    this.#values[this.#length++] = value;
  }

  at(index: number): number {
    return this.#values[index]!;
  }

  /** The values so far, without the room for more. */
  done(): A {
    return this.#values.slice(0, this.#length) as A;
  }
}
