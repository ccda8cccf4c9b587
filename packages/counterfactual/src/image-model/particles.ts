/** Draws of the same images, joined: loops as they are, since every pixel of every batch passes here. */
export interface Particles {
  /** Adds one draw of some images, on −1 to 1. @param from place of the first pixel */
  add(pixels: ArrayLike<number>, from: number): void;
  /** Their mean on 0 to 1, and the variance where there are several. */
  join(): { readonly images: Float32Array; readonly variance?: Float32Array };
}

/** @param pixels in all @param count draws of each */
export function createParticles(pixels: number, count: number): Particles {
  const sum = new Float64Array(pixels);
  const squares = new Float64Array(count > 1 ? pixels : 0);
  return {
    add(values, from) {
      for (let i = 0; i < values.length; i++) {
        const shown = (values[i]! + 1) / 2;
        sum[from + i]! += shown;
        if (count > 1) squares[from + i]! += shown * shown;
      }
    },
    join() {
      const images = new Float32Array(pixels);
      for (let i = 0; i < pixels; i++) images[i] = sum[i]! / count;
      if (count === 1) return { images };
      const variance = new Float32Array(pixels);
      for (let i = 0; i < pixels; i++)
        variance[i] = Math.max(0, squares[i]! / count - (sum[i]! / count) ** 2);
      return { images, variance };
    },
  };
}
