import { isMimmxError } from '@mimmx/core';

export interface ReadOptions {
  /** Images being decoded before they are asked for. Default 64. */
  readonly ahead?: number;
  /** Position in the order to start from: that of the last image seen, plus one, continues an interrupted pass. */
  readonly start?: number;
}

export interface StreamedImage {
  /** Place in the order. */
  readonly position: number;
  readonly row: number;
  readonly pixels: Float32Array;
}

type Outcome = { readonly pixels: Float32Array } | { readonly error: unknown };

/**
 * Hands out images in the given order while the next ones are being made, and measures how long it stood still.
 *
 * @param times `waiting` and `elapsed` are added to, in milliseconds
 */
export async function* readAhead(
  image: (row: number) => Promise<Float32Array>,
  order: ArrayLike<number>,
  times: { waiting: number; elapsed: number },
  options: ReadOptions = {},
): AsyncGenerator<StreamedImage> {
  const ahead = Math.max(1, options.ahead ?? 64);
  const running: Promise<Outcome>[] = [];
  let next = options.start ?? 0;
  let last = performance.now();
  for (let position = next; position < order.length; position++) {
    while (next < order.length && running.length < ahead) {
      running.push(
        image(order[next++]!).then(
          (pixels) => ({ pixels }),
          (error: unknown) => ({ error }),
        ),
      );
    }
    const asked = performance.now();
    const outcome = await running.shift()!;
    const now = performance.now();
    times.waiting += now - asked;
    times.elapsed += now - last;
    last = now;
    if ('pixels' in outcome) yield { position, row: order[position]!, pixels: outcome.pixels };
    else if (!isQuarantined(outcome.error)) throw outcome.error;
  }
}

/** Whether an image is missing because its row is left out, so that another row may take its place. */
export const isQuarantined = (error: unknown): boolean => isMimmxError(error, 'E_QUARANTINED');
