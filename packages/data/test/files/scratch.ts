import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import {
  createImageStream,
  createQuarantine,
  type ImageStream,
  type ImageStreamOptions,
} from '../../src/files/index.ts';

const folders: string[] = [];
// Registered with the file, since a hook that a running test registers comes too late.
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A fresh folder that is removed when the file's tests are over. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mimmx-streaming-'));
  folders.push(folder);
  return folder;
}

/** Writes files of `size` bytes, file i filled with byte i + 1, and returns their names. */
export function writeImages(root: string, count: number, size = 16): string[] {
  return Array.from({ length: count }, (_, i) => {
    const name = `image-${i}.raw`;
    writeFileSync(join(root, name), new Uint8Array(size).fill(i + 1));
    return name;
  });
}

export const bytesModule = new URL('./modules/bytes.ts', import.meta.url);

/** A stream of raw-byte files, 4 × 4 × 1 unless told otherwise. */
export const bytesStream = (
  options: Pick<ImageStreamOptions, 'root' | 'files'> & Partial<ImageStreamOptions>,
): ImageStream =>
  createImageStream({
    shape: [4, 4, 1],
    decoder: { module: bytesModule, version: 'bytes/1', options: { shape: options.shape ?? [4, 4, 1] } },
    quarantine: createQuarantine(),
    workers: { workers: 2 },
    ...options,
  });

/** First value of an image in units of 1/255, to tell which file it came from. */
export const markOf = (pixels: Float32Array): number => Math.round(pixels[0]! * 255);
