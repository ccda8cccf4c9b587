import type * as common from 'onnxruntime-common';

/** The major and minor version of ONNX Runtime that this package is written for. */
export const ORT_VERSION = '1.30';

/** onnxruntime-common, and what the runtime can run on. */
export type OrtModule = typeof common & {
  listSupportedBackends(): { readonly name: string; readonly bundled: boolean }[];
};

/** ONNX Runtime, and where it came from. All that the rest of the backend knows of the machine. */
export interface Runtime {
  /** Package that brought it. */
  readonly package: string;
  readonly version: string;
  /** Such as `linux-x64`. */
  readonly machine: string;
  readonly ort: OrtModule;
  /** What providers that are not part of the runtime's own library lack here, in a sentence; null if nothing. */
  missing(): string | null;
}
