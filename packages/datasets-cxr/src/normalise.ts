/** The option `normalise` of a data set of radiographs. */
export type Normalisation = 'none' | 'image' | 'data-set' | { readonly mean: number; readonly sd: number };

/** Changes the pixels of one image in place. */
export type Normaliser = (pixels: Float32Array) => void;

/** Images that the mean and standard deviation of a data set are taken from. */
const SAMPLE = 1000;

/** Mean and standard deviation of values. */
export function momentsOf(images: readonly Float32Array[]): { mean: number; sd: number } {
  let count = 0;
  let sum = 0;
  for (const image of images) {
    count += image.length;
    for (const value of image) sum += value;
  }
  const mean = sum / count;
  let squares = 0;
  for (const image of images) for (const value of image) squares += (value - mean) ** 2;
  return { mean, sd: Math.sqrt(squares / count) };
}

const scale = (pixels: Float32Array, { mean, sd }: { mean: number; sd: number }): void => {
  const factor = 1 / Math.max(sd, 1e-6);
  for (let i = 0; i < pixels.length; i++) pixels[i] = (pixels[i]! - mean) * factor;
};

/** @param image reads the image of a row, for `data-set` */
export async function createNormaliser(
  how: Normalisation,
  rows: number,
  image: (row: number) => Promise<Float32Array>,
): Promise<Normaliser> {
  if (how === 'none') return () => {};
  if (how === 'image') return (pixels) => scale(pixels, momentsOf([pixels]));
  if (how !== 'data-set') return (pixels) => scale(pixels, how);
  const count = Math.min(rows, SAMPLE);
  const parts: { mean: number; sd: number }[] = [];
  for (let i = 0; i < count; i++) parts.push(momentsOf([await image(Math.floor((i * rows) / count))]));
  const mean = parts.reduce((sum, part) => sum + part.mean, 0) / count;
  const variance = parts.reduce((sum, part) => sum + part.sd ** 2 + (part.mean - mean) ** 2, 0) / count;
  const whole = { mean, sd: Math.sqrt(variance) };
  return (pixels) => scale(pixels, whole);
}
