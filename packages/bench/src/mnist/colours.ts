import { Random } from '@mimmx/core';

/** Mean colours 0 to 9 of Colored MNIST, red, green and blue in 0 … 1, read from the tensor in the authors' repository. */
export const MEAN_COLOURS: readonly (readonly [number, number, number])[] = [
  [0.9837, 0.3125, 0.1686],
  [0.9905, 0.9156, 0.3515],
  [0.673, 0.4611, 0.5798],
  [0.7833, 0.8316, 0.6013],
  [0.088, 0.778, 0.9818],
  [0.3214, 0.9611, 0.4464],
  [0.0246, 0.2357, 0.7587],
  [0.5552, 0.1016, 0.7618],
  [0.2077, 0.3929, 0.0187],
  [0.8337, 0.2024, 0.2669],
];

/** Standard deviation of each channel of a colour, by severity 1 to 5 of the bias. */
const DEVIATIONS = [0.05, 0.02, 0.01, 0.005, 0.002] as const;

/**
 * A colour for each row, [rows × 3] in 0 … 1: a normal draw around the mean of its code, cut off at 0 and 1. The authors
 * draw without a seed, once for all that use the files; here the draw has one.
 *
 * @param complement whether means are 1 minus those of the table
 */
export function drawColours(
  codes: Int32Array,
  { severity, seed, complement = false }: { severity: number; seed: number; complement?: boolean },
): Float32Array {
  const random = new Random(seed);
  const deviation = DEVIATIONS[severity - 1]!;
  const colours = new Float32Array(codes.length * 3);
  codes.forEach((code, row) => {
    for (let channel = 0; channel < 3; channel++) {
      const mean = MEAN_COLOURS[code]![channel]!;
      const drawn = (complement ? 1 - mean : mean) + deviation * random.normal();
      colours[3 * row + channel] = Math.min(1, Math.max(0, drawn));
    }
  });
  return colours;
}
