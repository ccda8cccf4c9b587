import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loggerChecks } from '@mimmx/experiment/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mlflow } from '../src/index.ts';
import { training } from './folder.ts';

interface Asked {
  readonly path: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a server gets may be anything.
  readonly body: any;
}

/** Answers as MLflow's REST API 2.0 documents it. It is no MLflow: that one was never tried with this logger. */
let server: Server;
let url: string;
let asked: Asked[] = [];
let known = false;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let text = '';
    for await (const piece of request) text += piece;
    const path = request.url!.replace('/api/2.0/mlflow/', '');
    const body = text === '' ? null : JSON.parse(text);
    asked.push({ path, body });
    const answer = (status: number, value: object) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    if (path.startsWith('experiments/get-by-name'))
      return known
        ? answer(200, { experiment: { experiment_id: '7' } })
        : answer(404, { error_code: 'RESOURCE_DOES_NOT_EXIST' });
    if (path === 'experiments/create') return answer(200, { experiment_id: '8' });
    if (path === 'runs/create') return answer(200, { run: { info: { run_id: `run-${asked.length}` } } });
    // What the documentation says of a batch: names, and at most so many of each.
    const names = [...(body?.metrics ?? []), ...(body?.params ?? [])].map(({ key }: { key: string }) => key);
    const fine =
      names.every((name: string) => /^[\w\-. /]{1,250}$/.test(name)) && (body?.params?.length ?? 0) <= 100;
    return fine ? answer(200, {}) : answer(400, { error_code: 'INVALID_PARAMETER_VALUE' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());

const make = () => mlflow.create({ run: { name: 'a', path: null } }, { url, experiment: 'x y' });

describe('mlflow', () => {
  for (const check of loggerChecks(mlflow, { make })) test(check.name, check.run);
});

test('makes the experiment once, a run for each training, and logs numbers by step', async () => {
  for (const there of [false, true]) {
    known = there;
    asked = [];
    const logger = await make();
    await logger.begin!(training);
    const time = new Date(Date.UTC(2026, 0, 2));
    await logger.line(training, {
      step: 20,
      kind: 'train',
      time,
      values: { loss: 0.5, 'mi.ä': 1, bad: Number.NaN },
    });
    await logger.end!(training, { kind: 'stopped' });
    expect(asked.map(({ path }) => path)).toEqual([
      'experiments/get-by-name?experiment_name=x%20y',
      ...(there ? [] : ['experiments/create']),
      'runs/create',
      'runs/log-batch',
      'runs/log-batch',
      'runs/update',
    ]);
    const [create, parameters, numbers, update] = asked.slice(-4).map(({ body }) => body);
    expect(create).toMatchObject({ experiment_id: there ? '7' : '8', run_name: 'a/mimm-x-seed-3-01234567' });
    expect(parameters.params).toContainEqual({ key: 'method.options.lambda', value: '2' });
    expect(numbers.metrics).toEqual([
      { key: 'loss', value: 0.5, step: 20, timestamp: time.getTime() },
      { key: 'mi._', value: 1, step: 20, timestamp: time.getTime() },
    ]);
    expect(update).toMatchObject({ status: 'KILLED', run_id: numbers.run_id });
  }
});

test('says what a server answered, and that there is none', async () => {
  const dead = await mlflow.create(
    { run: { name: 'a', path: null } },
    { url: 'http://127.0.0.1:1', experiment: 'x' },
  );
  await expect(async () => dead.begin!(training)).rejects.toThrow(/fetch failed|ECONNREFUSED/);
});
