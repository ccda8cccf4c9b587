import type Vips from 'wasm-vips';

/** libvips, which Node's images are decoded and resized with, too. */
export type VipsModule = Awaited<ReturnType<typeof Vips>>;
export type VipsImage = InstanceType<VipsModule['Image']>;

/** What libvips says was wrong, on one line: an exception of C++ brings its type beside its message. */
export function vipsMessage(error: unknown): string {
  const { message } = error as { readonly message?: unknown };
  const text = Array.isArray(message) ? message.at(-1) : message;
  const line = String(text ?? error)
    .trim()
    .split('\n')[0]!;
  return line.replace(/^\w+: /, '');
}

/** Frees every image of a pipeline at its end, whichever way it ends. */
export function pipeline<T>(run: (own: (image: VipsImage) => VipsImage) => T): T {
  const made = new Set<VipsImage>();
  try {
    return run((image) => {
      made.add(image);
      return image;
    });
  } finally {
    for (const image of made) image.delete();
  }
}
