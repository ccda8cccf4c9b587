import { MimmxError } from '@mimmx/core/errors';

/** A function of one 128-bit constant: what WebAssembly with SIMD accepts, and without refuses. */
const SIMD = Uint8Array.of(
  ...[
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98,
    11,
  ],
);

/** What of a browser the models need. */
export interface Surroundings {
  readonly WebAssembly?: Pick<typeof WebAssembly, 'validate'> | undefined;
  readonly crossOriginIsolated?: boolean | undefined;
  readonly SharedArrayBuffer?: unknown;
  readonly navigator?: unknown;
}

/** @throws E_BROWSER if there is no WebAssembly, or none with SIMD */
export function requireWasm({ WebAssembly: wasm }: Surroundings = globalThis): void {
  if (wasm?.validate(SIMD)) return;
  const what = wasm ? 'has WebAssembly without SIMD' : 'has no WebAssembly';
  throw new MimmxError(
    'E_BROWSER',
    `This browser ${what}, which the model runs on. Take one of 2023 or later (Chrome 95, Firefox 100, Safari 16.4).`,
  );
}

/** Whether threads of WebAssembly may share memory here. */
export const hasThreads = (surroundings: Surroundings = globalThis): boolean =>
  surroundings.crossOriginIsolated !== false && surroundings.SharedArrayBuffer !== undefined;

/** @throws E_BROWSER if threads cannot share memory, which the library that decodes PNG, JPEG and DICOM needs */
export function requireThreads(surroundings: Surroundings = globalThis): void {
  requireWasm(surroundings);
  if (hasThreads(surroundings)) return;
  throw new MimmxError(
    'E_BROWSER',
    'PNG, JPEG and DICOM need WebAssembly threads, and this page may not share memory. Serve it with Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp; NIfTI works without.',
  );
}
