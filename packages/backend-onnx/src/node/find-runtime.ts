import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MimmxError } from '@mimmx/core';
import { ORT_VERSION } from '../session/runtime-form.ts';

/** Where the native files of ONNX Runtime lie. */
export interface FoundRuntime {
  /** Package that brought them. */
  readonly package: string;
  readonly version: string;
  readonly folder: string;
}

/** Platforms that a package of ours brings the files for; its `files` are those of onnxruntime-node, unchanged. */
const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];

type Look = (specifier: string) => { readonly version: string; readonly folder: string } | undefined;

/** Looks beside this package first, then in the user's project. */
const lookFrom =
  (places: readonly string[]): Look =>
  (specifier) => {
    for (const place of places) {
      const require = createRequire(place);
      try {
        const file = require.resolve(`${specifier}/package.json`);
        return { version: require(file).version, folder: dirname(file) };
      } catch {}
    }
    return undefined;
  };

const installed = lookFrom([import.meta.url, pathToFileURL(join(process.cwd(), 'from.js')).href]);

/**
 * Finds the native files: those of an `onnxruntime-node` of this version if the user has installed it, since it may have
 * CUDA, else those of our package for this platform. That package has no install script, so it comes whole from the
 * registry.
 *
 * @throws E_ORT_MISSING with what to install; E_ORT_VERSION if there is only another version
 */
export function findRuntime(
  platform: string = process.platform,
  arch: string = process.arch,
  look: Look = installed,
): FoundRuntime {
  const target = `${platform}-${arch}`;
  const full = look('onnxruntime-node');
  const folder = full && join(full.folder, 'bin', 'napi-v6', platform, arch);
  if (full && folder && fits(full.version) && existsSync(folder))
    return { package: 'onnxruntime-node', version: full.version, folder };
  const own = `@mimmx/onnxruntime-${target}`;
  const found = look(own);
  if (found && fits(found.version) && existsSync(join(found.folder, 'onnxruntime_binding.node')))
    return { package: own, ...found };
  const other = found ?? full;
  if (other && !fits(other.version)) {
    throw new MimmxError(
      'E_ORT_VERSION',
      `${found ? own : 'onnxruntime-node'} ${other.version} is installed; this backend needs ${ORT_VERSION}: npm install ${own}@${ORT_VERSION}`,
    );
  }
  throw new MimmxError(
    'E_ORT_MISSING',
    PLATFORMS.includes(target)
      ? `${own} is not installed, which has ONNX Runtime for this machine; npm install ${own}@${ORT_VERSION} (npm leaves it out with --omit=optional).`
      : `ONNX Runtime ${ORT_VERSION} is not built for ${target}; use the backend "cpu".`,
  );
}

const fits = (version: string): boolean => version.startsWith(`${ORT_VERSION}.`);
