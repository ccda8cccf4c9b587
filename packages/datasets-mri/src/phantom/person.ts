import type { Random } from '@mimmx/core';

/**
 * One person as drawn, before any factor is applied: every number is drawn whatever the factors are, so that setting
 * one factor leaves all else as it was. Lengths are in units of half the field of view.
 */
export interface Person {
  /** Relative deviations of the head's size and of its length-to-width ratio. */
  readonly size: number;
  readonly ratio: number;
  /** Position of the head's centre, [x, y, z]. */
  readonly centre: readonly [number, number, number];
  /** Rotation in the axial plane, radians. */
  readonly tilt: number;
  /** Relative deviations of the ventricles and of the cortex. */
  readonly ventricle: number;
  readonly cortex: number;
  /** Folds of the cortex: number around the head, amplitude and phase of each wave. */
  readonly folds: readonly { readonly waves: number; readonly height: number; readonly phase: number }[];
  /** Texture of the tissue: plane waves. */
  readonly texture: readonly {
    readonly direction: readonly [number, number, number];
    readonly phase: number;
  }[];
  /** Where a lesion would be: side and direction within the white matter, radius, brightness. */
  readonly lesion: {
    readonly side: 1 | -1;
    readonly angle: number;
    readonly level: number;
    readonly radius: number;
    readonly brightness: number;
  };
  /** Position within the range of ages of the person's class, 0 to 1. */
  readonly ageWithin: number;
}

/** Draws a person. Uses the same number of random numbers each time. */
export function drawPerson(random: Random): Person {
  const between = (low: number, high: number) => low + (high - low) * random.uniform();
  const normal = (sd: number) => sd * Math.min(2.5, Math.max(-2.5, random.normal()));
  return {
    size: normal(0.012),
    ratio: normal(0.01),
    centre: [normal(0.012), normal(0.012), normal(0.012)],
    tilt: normal(0.04),
    ventricle: normal(0.05),
    cortex: normal(0.05),
    folds: [7, 9, 11, 14, 17].map((waves) => ({
      waves,
      height: between(0.004, 0.014),
      phase: between(0, 2 * Math.PI),
    })),
    texture: Array.from({ length: 6 }, () => ({
      direction: [normal(7), normal(7), normal(7)],
      phase: between(0, 2 * Math.PI),
    })),
    lesion: {
      side: random.uniform() < 0.5 ? 1 : -1,
      angle: between(-1.1, 1.1),
      level: between(-0.05, 0.05),
      radius: between(0.13, 0.17),
      brightness: between(0.3, 0.38),
    },
    ageWithin: random.uniform(),
  };
}

/** Years of a person whose age has the code 0 (young, 20 to 40) or 1 (old, 60 to 80). */
export const yearsOf = (person: Person, code: number): number => 20 + 40 * code + 20 * person.ageWithin;
