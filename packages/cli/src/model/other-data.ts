import { basename, extname } from 'node:path';
import { type Dataset, MimmxError, type Registry, validate } from '@mimmx/core';
import { taskSchema } from '@mimmx/data';
import { type Pseudonyms, pseudonymised } from '@mimmx/experiment';
import { z } from 'zod';
import { loadConfig } from '../config/load-config.ts';
import { applyOverrides } from '../config/overrides.ts';

const choice = z.union([
  z.string().transform((name) => ({ name, options: {} as Record<string, unknown> })),
  z.strictObject({ name: z.string(), options: z.record(z.string(), z.unknown()).default({}) }),
]);

// A whole config will do, and so will one that names the data and nothing else.
const otherSchema = z.looseObject({
  name: z.string().optional(),
  plugins: z.array(z.string()).default([]),
  dataset: choice,
  data: z.looseObject({ task: taskSchema.partial().default({}) }).prefault({}),
});

/** Data of another origin, as a config describes them. */
export interface OtherConfig {
  /** From the config, or its file. */
  readonly name: string;
  readonly plugins: readonly string[];
  readonly dataset: { readonly name: string; readonly options: Readonly<Record<string, unknown>> };
  readonly task: z.output<typeof otherSchema>['data']['task'];
  /** Folder that its paths start from. */
  readonly folder: string;
  readonly file: string;
  /** Whether the config is a program. */
  readonly program: boolean;
}

/**
 * Reads the part of a config that says where data are and what their columns mean.
 *
 * @param set `path.to.key=value`
 * @throws E_CONFIG_NOT_FOUND, E_CONFIG, E_OPTION
 */
export async function readOther(path: string, set: readonly string[] = []): Promise<OtherConfig> {
  const { config, folder, file, program } = await loadConfig(path);
  const { name, plugins, dataset, data } = validate(
    otherSchema,
    applyOverrides(config, { set }),
    `Config ${path}`,
  );
  return {
    name: name ?? basename(file, extname(file)),
    plugins,
    dataset,
    task: data.task,
    folder,
    file,
    program,
  };
}

/**
 * Opens other data, uses them, and closes them.
 *
 * @param names what patients and images are called in all that is made of them; as in their tables if null
 */
export async function withOther<T>(
  registry: Registry,
  { dataset, folder }: Pick<OtherConfig, 'dataset' | 'folder'>,
  use: (dataset: Dataset) => Promise<T>,
  names: Pseudonyms | null,
): Promise<T> {
  const opened = await registry.create(
    'dataset',
    dataset.name,
    { root: folder, seed: 0, ...(names ? { shown: names.image } : {}) },
    dataset.options,
  );
  try {
    if (opened.table.length === 0) {
      throw new MimmxError('E_EMPTY', `Data set "${dataset.name}" has no row. Give at least one image.`);
    }
    return await use(names ? pseudonymised(opened, names) : opened);
  } finally {
    await opened.close?.();
  }
}
