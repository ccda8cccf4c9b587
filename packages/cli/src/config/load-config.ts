import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { MimmxError } from '@mimmx/core';
import { loadConfig as loadWithC12 } from 'c12';
import { jitiOptions } from './load-program.ts';
import { firstLine, lineIn } from './parse-error.ts';
import { namePluginValues, type PluginValues } from './plugin-values.ts';

/** A config file as it stands, not yet checked. */
export interface LoadedConfig {
  /** Absolute path of the file. */
  readonly file: string;
  /** Its folder: relative paths and plugin names in the config start from here. */
  readonly folder: string;
  /** Whether it is a program, which was run; of JSON and YAML nothing is. */
  readonly program: boolean;
  readonly config: Record<string, unknown>;
  /** Plugins that stand in it as values; `config` has their names. */
  readonly values: PluginValues;
}

const FORMS = 'mimmx.config.ts, .js, .json or .yaml';
const PROGRAMS = new Set(['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs']);
const DATA = new Set(['.json', '.jsonc', '.json5', '.yaml', '.yml', '.toml']);
/** Bytes that a config in JSON or YAML may have. */
const MOST = 16 * 2 ** 20;

/** The config that is found in a folder by its name. */
const configIn = (folder: string): string =>
  ['ts', 'mts', 'js', 'mjs', 'cjs', 'json', 'yaml', 'yml']
    .map((form) => join(folder, `mimmx.config.${form}`))
    .find(existsSync) ?? folder;

/**
 * Finds and reads a config file.
 *
 * @param path of the file; `mimmx.config.*` in the current folder if absent
 * @throws E_CONFIG_NOT_FOUND, E_CONFIG
 */
export async function loadConfig(path: string | undefined, cwd = process.cwd()): Promise<LoadedConfig> {
  const explicit = path === undefined ? undefined : resolve(cwd, path);
  if (explicit !== undefined && !existsSync(explicit)) {
    throw new MimmxError(
      'E_CONFIG_NOT_FOUND',
      `There is no config file ${path}. Give the path of a ${FORMS}.`,
    );
  }
  const inside = explicit !== undefined && statSync(explicit).isDirectory();
  if (explicit !== undefined && !inside) requireForm(path!, explicit);
  const folder = explicit === undefined ? cwd : inside ? explicit : dirname(explicit);
  const read = async () =>
    explicit !== undefined && !inside && extname(explicit) === '.json'
      ? { config: JSON.parse(readFileSync(explicit, 'utf8')), _configFile: explicit }
      : readWithC12(folder, inside ? undefined : explicit);
  const loaded = await read().catch((error) => {
    const file = explicit !== undefined && !inside ? explicit : configIn(folder);
    if (DATA.has(extname(file)) && saysNothing(file)) {
      throw new MimmxError(
        'E_CONFIG',
        `Config ${path ?? file} is empty. Write a training into it, or have one written: mimmx init`,
        { cause: error },
      );
    }
    const line = lineIn(error, file);
    const place = line === undefined ? '' : `, line ${line},`;
    throw new MimmxError(
      'E_CONFIG',
      `Config ${path ?? file}${place} cannot be read: ${firstLine(error, file)}. Mend the file.`,
      { cause: error },
    );
  });
  if (!loaded._configFile) {
    throw new MimmxError(
      'E_CONFIG_NOT_FOUND',
      `There is no ${FORMS} in ${folder}. Give its path: mimmx train path/to/mimmx.config.ts`,
    );
  }
  const { config } = loaded;
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    throw new MimmxError(
      'E_CONFIG',
      `Config ${loaded._configFile} is not an object. Say: export default defineConfig({ … })`,
    );
  }
  const file = loaded._configFile;
  return {
    file,
    folder: dirname(file),
    program: PROGRAMS.has(extname(file)),
    ...namePluginValues(config, file),
  };
}

/**
 * What is called JSON or YAML is read as that and never run, whatever it links to; what says nothing of itself is not
 * read.
 *
 * @throws E_CONFIG
 */
function requireForm(path: string, file: string): void {
  const form = extname(file);
  const stat = statSync(file);
  const why = !stat.isFile()
    ? 'is not a file'
    : !PROGRAMS.has(form) && !DATA.has(form)
      ? 'is of no known form'
      : DATA.has(form) && extname(realpathSync(file)) !== form
        ? 'is a link to a file of another form'
        : DATA.has(form) && stat.size > MOST
          ? `has ${stat.size} bytes, more than ${MOST}`
          : null;
  if (why !== null) throw new MimmxError('E_CONFIG', `Config ${path} ${why}. Give the path of a ${FORMS}.`);
}

/** Whether a file has nothing but comments and signs for nothing. */
const saysNothing = (file: string): boolean =>
  existsSync(file) && /^(?:\s|\/\/.*|#.*|---|null|~)*$/.test(readFileSync(file, 'utf8'));

const readWithC12 = (folder: string, file: string | undefined) =>
  loadWithC12<Record<string, unknown>>({
    name: 'mimmx',
    cwd: folder,
    ...(file === undefined ? {} : { configFile: file }),
    rcFile: false,
    globalRc: false,
    packageJson: false,
    dotenv: false,
    extend: false,
    giget: false,
    envName: false,
    // One file, nothing to merge: null and undefined must reach the check as they are.
    merger: (...sources) => sources.find((source) => source !== undefined && source !== null) as never,
    jitiOptions: jitiOptions(),
  });
