import type { Random } from '@mimmx/core';

/** How one person is built and one picture was taken, apart from every factor. Lengths are fractions of the image. */
export interface Anatomy {
  readonly chestWidth: number;
  readonly lungHeight: number;
  readonly heartWidth: number;
  readonly ribs: number;
  readonly ribPhase: number;
  readonly tissue: number;
}

export interface Acquisition {
  readonly shiftX: number;
  readonly shiftY: number;
  readonly scale: number;
  readonly tilt: number;
  readonly exposure: number;
  /** Side of an effusion: −1 left in the image, 1 right. */
  readonly side: -1 | 1;
  readonly effusionHeight: number;
  /** Offset of the texture. */
  readonly grain: number;
}

const around = (random: Random, centre: number, spread: number): number =>
  centre + spread * (2 * random.uniform() - 1);

/** Drawn per patient. */
export const drawAnatomy = (random: Random): Anatomy => ({
  chestWidth: around(random, 0.41, 0.02),
  lungHeight: around(random, 0.31, 0.02),
  heartWidth: around(random, 0.125, 0.008),
  ribs: around(random, 8, 0.8),
  ribPhase: random.uniform(),
  tissue: around(random, 0.55, 0.03),
});

/** Drawn per image. */
export const drawAcquisition = (random: Random): Acquisition => ({
  shiftX: around(random, 0, 0.02),
  shiftY: around(random, 0, 0.02),
  scale: around(random, 1, 0.03),
  tilt: around(random, 0, 0.03),
  exposure: around(random, 1, 0.04),
  side: random.uniform() < 0.5 ? -1 : 1,
  effusionHeight: around(random, 0.15, 0.02),
  grain: 100 * random.uniform(),
});
