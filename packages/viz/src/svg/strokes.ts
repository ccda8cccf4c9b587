import { SERIES } from '../palette.ts';

const DASHES = ['', '6 3', '2 2', '8 3 2 3', '1 3', '10 4', '5 2 1 2 1 2', '12 3'];

/** Colour class and dash of a series: two that share a colour differ in dashes. */
export function strokeOf(series: number): { role: string; dash: string } {
  const lap = Math.floor(series / SERIES);
  return { role: `s${series % SERIES}`, dash: DASHES[(series + lap * 3) % DASHES.length] ?? '' };
}
