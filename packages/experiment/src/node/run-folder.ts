import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { MimmxError } from '@mimmx/core';
import { atomicWrite, isMissing, storageError } from '@mimmx/data/files';
import type { Environment, Job, JobResult, RunStore } from '../record.ts';
import { recoverFolder, replaceFolder } from './atomic-folder.ts';
import { readJob, writeJob } from './checkpoint-files.ts';
import { firstDifference } from './first-difference.ts';
import { encodeNpy } from './npy.ts';
import { runPaths } from './run-paths.ts';
import { featuresCsv, featuresMatrix, predictionsCsv } from './run-tables.ts';

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * Keeps a run in a folder. Every file appears whole or not at all, and a checkpoint is replaced as one, so that a run
 * killed at any moment goes on from its last checkpoint.
 *
 * All of its methods throw E_DISK_FULL, E_PERMISSION and E_STORAGE, and leave what was there before.
 *
 * @example
 * await runExperiment(config, { registry, backend, store: runFolder('runs/demo'), root: '.', environment });
 */
export function runFolder(path: string): RunStore {
  const paths = runPaths(path);

  const read = async (job: Job) => {
    const folder = paths.job(job);
    await recoverFolder(folder);
    return readJob(folder);
  };

  return {
    async open(config, environment) {
      const given = JSON.parse(JSON.stringify(config));
      const recorded = await recordedConfig(path);
      if (recorded === null) await create(path, given, environment);
      else refuseOtherConfig(path, recorded, given);
    },
    checkpoint: async (job) => (await read(job))?.checkpoint ?? null,
    metrics: async (job) => (await read(job))?.metrics ?? [],
    finished: async (job) => (await read(job))?.result ?? null,
    save: (checkpoint, metrics) =>
      writeJob(paths.job(checkpoint), { checkpoint, metrics: [...metrics], result: null }),
    finish: (result, checkpoint) =>
      writeJob(paths.job(result), { checkpoint, metrics: [...result.metrics], result }),
    async conclude(summary, jobs: readonly JobResult[]) {
      const blocks = jobs.map(({ features }) => features);
      await atomicWrite(
        paths.metrics,
        jobs.flatMap(({ metrics }) => metrics).map((line) => `${JSON.stringify(line)}\n`),
      );
      await atomicWrite(paths.predictions, predictionsCsv(summary.task, jobs));
      await atomicWrite(paths.features, encodeNpy(featuresMatrix(blocks)));
      await atomicWrite(paths.featuresIndex, featuresCsv(summary.task, blocks));
      // Last: a run with a summary is a finished run.
      await atomicWrite(paths.summary, pretty(summary));
    },
  };
}

/** A new folder appears with both of its first files, or not at all; one that was there (empty) stays in place. */
async function create(path: string, config: unknown, environment: Environment): Promise<void> {
  const paths = runPaths(path);
  if (!existsSync(paths.root)) {
    await replaceFolder(paths.root, {
      'config.json': pretty(config),
      'environment.json': pretty(environment),
    });
    return;
  }
  await atomicWrite(paths.environment, pretty(environment));
  await atomicWrite(paths.config, pretty(config));
}

/** What a kill may leave before `config.json` is there. */
const isBeginning = (entry: string): boolean => entry === 'environment.json' || entry.endsWith('.partial');

/**
 * The configuration that a run folder keeps; null if the folder is empty or not there.
 *
 * @throws E_NOT_A_RUN if it holds something else
 */
export async function recordedConfig(path: string): Promise<unknown> {
  const paths = runPaths(path);
  const entries = await readdir(paths.root).catch((error) => {
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR') {
      throw new MimmxError(
        'E_NOT_A_RUN',
        `${path} is a file, not a run folder. Give the folder of a run, or one that is empty or new.`,
      );
    }
    throw storageError(error, 'read', path);
  });
  if (entries.every(isBeginning)) return null;
  const text = await readFile(paths.config, 'utf8').catch((error) => {
    if (!isMissing(error)) throw storageError(error, 'read', paths.config);
    throw new MimmxError(
      'E_NOT_A_RUN',
      `${path} is not a run folder: it is not empty and has no config.json. Give the folder of a run, or one that is empty or new.`,
    );
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new MimmxError(
      'E_NOT_A_RUN',
      `${path} is not a run folder: its config.json is not JSON. Give the folder of a run, or one that is empty or new.`,
    );
  }
}

function refuseOtherConfig(path: string, recorded: unknown, given: unknown): void {
  const difference = firstDifference(recorded, given);
  if (!difference) return;
  const show = (value: unknown) => (value === undefined ? 'absent' : JSON.stringify(value));
  throw new MimmxError(
    'E_RUN_MISMATCH',
    `Run ${path} was begun with another configuration: "${difference.path}" is ${show(difference.recorded)} there and ${show(difference.given)} now. Use the recorded value, or choose another folder with --out.`,
  );
}
