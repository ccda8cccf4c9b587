import { Random, type RandomState } from '@mimmx/core';

/** Where a {@link Cycle} stands, as JSON: the generator before the present round's shuffle, and the place in it. */
export interface CycleState {
  readonly random: RandomState;
  readonly position: number;
}

/**
 * Goes round and round over members, each once a round, every round in a new order. Its state is a few numbers,
 * however many members there are: the order is drawn again from the generator's state.
 */
export class Cycle {
  readonly #members: Int32Array;
  #random: Random;
  #roundStart: RandomState;
  #order: Int32Array;
  #position = 0;

  /** @param members at least one */
  constructor(members: Int32Array, random: Random) {
    this.#members = members;
    this.#random = random;
    this.#roundStart = random.state;
    this.#order = random.permutation(members.length);
  }

  next(): number {
    if (this.#position === this.#order.length) {
      this.#roundStart = this.#random.state;
      this.#order = this.#random.permutation(this.#members.length);
      this.#position = 0;
    }
    return this.#members[this.#order[this.#position++] ?? 0] ?? 0;
  }

  get state(): CycleState {
    return { random: this.#roundStart, position: this.#position };
  }

  set state({ random, position }: CycleState) {
    this.#random = new Random(random);
    this.#roundStart = random;
    this.#order = this.#random.permutation(this.#members.length);
    this.#position = position;
  }
}
