/** What a method of the synthetic run is like. */
export interface Character {
  /** How much its answer follows the confounders, 0 to 1. */
  readonly shortcut: number;
  /** Accuracy without any shortcut. */
  readonly skill: number;
  /** How far the confounders lie apart in its features, in standard deviations. */
  readonly separation: number;
}

export const CHARACTERS: Readonly<Record<string, Character>> = {
  erm: { shortcut: 0.55, skill: 0.86, separation: 3 },
  'multi-task': { shortcut: 0.8, skill: 0.84, separation: 4 },
  'group-balanced': { shortcut: 0.3, skill: 0.88, separation: 3.5 },
  'mimm-x': { shortcut: 0.06, skill: 0.87, separation: 0.3 },
  oracle: { shortcut: 0.02, skill: 0.92, separation: 3 },
};

export const characterOf = (method: string): Character => CHARACTERS[method] ?? CHARACTERS.erm!;

/** P(z = y) in each set. */
export const STRENGTH: Readonly<Record<string, number>> = {
  train: 0.9,
  inDistribution: 0.9,
  inverted: 0.1,
  balanced: 0.5,
};
export const SHIFTS = ['inDistribution', 'inverted', 'balanced'] as const;

/** How often a method is right in a cell (codes of y, z1, …). */
export function rate({ skill, shortcut }: Character, cell: readonly number[]): number {
  const agreeing = cell.slice(1).filter((code) => code === cell[0]).length / Math.max(1, cell.length - 1);
  const pull = shortcut * (agreeing - 0.5) * (agreeing > 0.5 ? 0.25 : 1.25);
  return Math.min(0.995, Math.max(0.01, skill + pull));
}

/** Share of a cell in a set where every z equals y with that probability. */
export const share = (cell: readonly number[], strength: number): number =>
  cell.slice(1).reduce((p, code) => p * (code === cell[0] ? strength : 1 - strength), 0.5);
