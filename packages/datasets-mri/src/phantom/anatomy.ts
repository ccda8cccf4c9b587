import type { FactorCodes } from './factors.ts';
import { type Person, yearsOf } from './person.ts';

/** Brightness of each tissue, as in a T1-weighted image, before the scanner. */
const tissue = { air: 0.01, scalp: 0.52, skull: 0.08, fluid: 0.12, grey: 0.32, white: 0.46 } as const;

/** Much faster than Math.hypot, which guards against overflow. */
const norm = (x: number, y: number, z: number): number => Math.sqrt(x * x + y * y + z * z);

/** Brightness at a point; lengths in units of half the field of view. */
export type Anatomy = (x: number, y: number, z: number) => number;

/** How strongly a factor of the person shows; 1 is what the tests ask a small net to read, 0 cannot be seen. */
export interface Effects {
  readonly disease: number;
  readonly sex: number;
  readonly age: number;
}

/**
 * The head of a person with the given factors: ellipsoids of scalp, skull, fluid, grey and white matter, two lateral
 * ventricles and, if ill, a lesion.
 *
 * @param edge width over which one tissue passes into the next
 */
export function anatomyOf(person: Person, codes: FactorCodes, effects: Effects, edge: number): Anatomy {
  const atrophy = 0.5 + effects.age * ((yearsOf(person, codes.age) - 20) / 60 - 0.5);
  const male = 0.5 + effects.sex * (codes.sex - 0.5);
  const size = (0.74 + 0.08 * male) * (1 + person.size);
  const ratio = (1.13 + 0.07 * male) * (1 + person.ratio);
  const head = [size / Math.sqrt(ratio), size * Math.sqrt(ratio), size * 1.02] as const;
  const brainScale = 0.86 - 0.05 * atrophy;
  const whiteScale = brainScale * (0.8 + 0.8 * 0.06 * person.cortex);
  const ventricle = (0.75 + 0.95 * atrophy) * (1 + person.ventricle) * size;
  const [cos, sin] = [Math.cos(person.tilt), Math.sin(person.tilt)];
  const inside = (distance: number) => Math.min(1, Math.max(0, 0.5 - distance / edge));

  const lesion = person.lesion;
  const reach = 0.46 * size;
  const lesionAt = [
    lesion.side * reach * Math.cos(lesion.angle) * 0.95,
    reach * Math.sin(lesion.angle) * 1.1,
    lesion.level,
  ] as const;
  const lesionRadius = lesion.radius;

  return (worldX, worldY, worldZ) => {
    const dx = worldX - person.centre[0];
    const dy = worldY - person.centre[1];
    const x = cos * dx + sin * dy;
    const y = cos * dy - sin * dx;
    const z = worldZ - person.centre[2];
    // Distance from the centre in units of the scalp's surface in that direction.
    const level = norm(x / head[0], y / head[1], z / head[2]);
    const scalp = inside((level - 1) * size);
    if (scalp === 0) return tissue.air;
    let value = tissue.air + (tissue.scalp - tissue.air) * scalp;
    value += (tissue.skull - value) * inside((level - 0.94) * size);
    value += (tissue.fluid - value) * inside((level - 0.88) * size);

    let fold = 0;
    // Folds are at most 0.07 high, so that they matter near the two surfaces only.
    if (level > whiteScale - 0.15 && level < brainScale + 0.15) {
      const angle = Math.atan2(y, x) + 0.5 * z;
      for (const { waves, height, phase } of person.folds) fold += height * Math.cos(waves * angle + phase);
    }
    value += (tissue.grey - value) * inside((level - brainScale - 0.6 * fold) * size);
    value += (tissue.white - value) * inside((level - whiteScale - fold) * size);
    // The longitudinal fissure parts the hemispheres above the ventricles' level and at both poles.
    const fissure = Math.abs(x) - 0.012;
    if (Math.abs(y) > 0.42 * size)
      value += (tissue.fluid - value) * 0.7 * inside(fissure) * inside((level - 0.88) * size);

    let texture = 0;
    for (const { direction, phase } of person.texture)
      texture += Math.cos(direction[0] * x + direction[1] * y + direction[2] * z + phase);
    value *= 1 + 0.012 * texture;

    const across = (Math.abs(x) - 0.11 * size) / (0.085 * ventricle);
    const along = (y - 0.02) / (0.27 * ventricle);
    const up = (z - 0.03) / (0.2 * ventricle);
    // Each lateral ventricle leans outwards towards the back.
    const lean = across + 0.6 * along;
    const horn = norm(lean, along, up);
    value += (tissue.fluid - value) * inside((horn - 1) * 0.085 * ventricle);

    if (codes.disease === 1) {
      const far = norm(x - lesionAt[0], y - lesionAt[1], z - lesionAt[2]) / lesionRadius;
      value += effects.disease * lesion.brightness * Math.exp(-(far ** 4));
    }
    return value;
  };
}
