import { Random, type Registry } from '@mimmx/core';
import type { ProtocolRow } from './protocol.ts';
import { spacesOf } from './spaces.ts';
import type { Draw } from './trials.ts';

/** A stream of its own for an option, from its name: a further option changes no other draw. FNV-1a. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/**
 * Settings of the options of a row: number 0 are its own, the others are drawn from the ranges that the method declares.
 * Draw i of an option depends on the method, the option and i alone. Every method gets as many, also one without options:
 * its draws are all alike, and trained once.
 */
export function searchDraws(registry: Registry, row: ProtocolRow, count: number): Draw[] {
  const spaces = Object.entries(spacesOf(registry.get('method', row.method as never)));
  const draws: Draw[] = [{ number: 0, options: {} }];
  if (spaces.length === 0) return draws;
  for (let number = 1; number < count; number++) {
    const options = Object.fromEntries(
      spaces.map(([option, sample]) => [
        option,
        sample(new Random(seedOf(`${row.method} ${option} ${number}`))),
      ]),
    );
    draws.push({ number, options });
  }
  return draws;
}
