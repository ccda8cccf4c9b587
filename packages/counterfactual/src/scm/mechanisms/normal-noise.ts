import type { Random } from '@mimmx/core';

/** Standard normal noise, [rows]. */
export const normalNoise = (rows: number, random: Random): Float64Array =>
  Float64Array.from({ length: rows }, () => random.normal());
