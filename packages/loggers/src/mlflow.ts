import { option, options } from '@mimmx/core';
import { defineLogger, type LoggedTraining } from '@mimmx/experiment';
import { z } from 'zod';
import { folderName } from './folder-name.ts';
import { resultsOf } from './results.ts';

/** Parameters of a run that MLflow takes in one request, and characters of one. */
const MOST_PARAMETERS = 100;
const MOST_CHARACTERS = 500;
const PATIENCE = 10_000;

/** MLflow's names have letters, digits, "_", "-", ".", " " and "/" only. */
const named = (name: string): string => name.replace(/[^\w\-. /]/g, '_').slice(0, 250);

/** Leaves of the settings, by their paths. */
function parametersOf(value: unknown, path = ''): { key: string; value: string }[] {
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, one]) =>
      parametersOf(one, path === '' ? key : `${path}.${key}`),
    );
  return [{ key: named(path), value: (JSON.stringify(value) ?? 'null').slice(0, MOST_CHARACTERS) }];
}

/** Runs of an MLflow server, one for each training, by its REST interface. */
export const mlflow = defineLogger({
  name: 'mlflow',
  summary: 'Runs of an MLflow server, one for each training.',
  source: 'MLflow, REST API 2.0',
  caution:
    'It sends the numbers and the settings of trainings, with names of columns and classes, to another server: use it where that is allowed.',
  options: options({
    url: option(z.string(), {
      absent: 'MLFLOW_TRACKING_URI, or http://127.0.0.1:5000',
      description: 'Address of the tracking server.',
    }),
    experiment: option(z.string(), {
      default: 'mimmx',
      description: 'Experiment that the runs go into; made if it is not there.',
    }),
  }),
  create({ run }, { url, experiment }) {
    const server = (url ?? process.env.MLFLOW_TRACKING_URI ?? 'http://127.0.0.1:5000').replace(/\/+$/, '');
    const token = process.env.MLFLOW_TRACKING_TOKEN;
    const runs = new Map<string, string>();
    let place: Promise<string> | undefined;

    const ask = async (path: string, body?: object): Promise<Record<string, never>> => {
      const answer = await fetch(`${server}/api/2.0/mlflow/${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(PATIENCE),
      });
      const text = await answer.text();
      if (!answer.ok)
        throw new Error(
          `${server} answered ${answer.status} to ${path.split('?')[0]}: ${text.slice(0, 200)}`,
        );
      return text === '' ? {} : JSON.parse(text);
    };
    /** The experiment's id; it is made where the server says that there is none. */
    const experimentId = async (): Promise<string> => {
      const by = `experiments/get-by-name?experiment_name=${encodeURIComponent(experiment)}`;
      const found = await ask(by).catch((error) => {
        if (/answered 404/.test(String(error))) return null;
        throw error;
      });
      const known = (found as { experiment?: { experiment_id?: string } } | null)?.experiment?.experiment_id;
      return known ?? (await ask('experiments/create', { name: experiment })).experiment_id ?? '';
    };
    const log = (
      training: LoggedTraining,
      values: Readonly<Record<string, number>>,
      step: number,
      time: Date,
    ) => {
      const run_id = runs.get(training.id);
      const metrics = Object.entries(values)
        .filter(([, value]) => Number.isFinite(value))
        .map(([key, value]) => ({ key: named(key), value, step, timestamp: time.getTime() }));
      return run_id === undefined || metrics.length === 0
        ? undefined
        : ask('runs/log-batch', { run_id, metrics });
    };
    return {
      async begin(training) {
        place ??= experimentId();
        const made = await ask('runs/create', {
          experiment_id: await place.catch((error) => {
            place = undefined;
            throw error;
          }),
          run_name: `${run.name}/${folderName(training)}`,
          start_time: Date.now(),
          tags: [
            { key: 'mimmx.trial', value: training.id },
            { key: 'mimmx.run', value: run.name },
            { key: 'mimmx.from', value: String(training.step) },
          ],
        });
        const { run_id } = (made as unknown as { run: { info: { run_id: string } } }).run.info;
        runs.set(training.id, run_id);
        const params = [{ key: 'seed', value: String(training.seed) }, ...parametersOf(training.settings)];
        for (let i = 0; i < params.length; i += MOST_PARAMETERS)
          await ask('runs/log-batch', { run_id, params: params.slice(i, i + MOST_PARAMETERS) });
      },
      async line(training, { step, values, time }) {
        await log(training, values, step, time);
      },
      async end(training, ending) {
        const run_id = runs.get(training.id);
        if (ending.kind === 'finished') {
          const results = resultsOf(ending);
          await log(training, results, training.updates, new Date());
        }
        runs.delete(training.id);
        const status = { finished: 'FINISHED', stopped: 'KILLED', failed: 'FAILED' }[ending.kind];
        if (run_id !== undefined) await ask('runs/update', { run_id, status, end_time: Date.now() });
      },
    };
  },
});
