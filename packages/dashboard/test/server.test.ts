import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDashboard } from '../src/index.ts';
import { checkpointAt, lineAt, runsFolder, trials } from './runs.ts';

let runs: Awaited<ReturnType<typeof runsFolder>>;
let dashboard: Awaited<ReturnType<typeof startDashboard>>;

beforeAll(async () => {
  runs = await runsFolder();
  const run = await runs.open('toy');
  const lease = await run.trials.claim(trials[0]!);
  await lease!.append(lineAt(20));
  await lease!.save(checkpointAt(20));
  await lease!.release();
  dashboard = await startDashboard({ folder: runs.folder });
});
afterAll(async () => {
  await dashboard.close();
  await runs.remove();
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

/** A request with exactly these headers, Host too, which fetch would not send. */
const ask = (path: string, headers: Readonly<Record<string, string>> = {}, body?: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: dashboard.port, path, method: body === undefined ? 'GET' : 'POST', headers },
      (response) => {
        let text = '';
        response.on('data', (piece) => {
          text += piece;
        });
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });

const cookieOf = async (): Promise<string> => {
  const { search } = new URL(dashboard.url);
  const { headers } = await ask(`/${search}`);
  return String(headers['set-cookie']).split(';')[0]!;
};

test('opens with the token alone, which does not stay in the address', async () => {
  for (const path of ['/', '/run?name=toy', '/events?page=/', '/client.js', '/?token=', '/?token=wrong'])
    expect((await ask(path)).status, path).toBe(403);
  const { search } = new URL(dashboard.url);
  const { status, headers } = await ask(`/${search}`);
  expect([status, headers.location]).toEqual([303, '/']);
  expect(String(headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/);
  const { text } = await ask('/', { cookie: await cookieOf() });
  expect(text).toContain('toy');
  expect(text).not.toContain(search.slice(7));
});

test('another host name that leads here, and a form of another page, are refused', async () => {
  const cookie = await cookieOf();
  expect((await ask('/', { cookie, host: `evil.example:${dashboard.port}` })).status).toBe(403);
  const form = `run=toy&trial=${trials[0]!.id}`;
  for (const origin of [undefined, 'https://evil.example', 'null', `http://127.0.0.1:${dashboard.port + 1}`])
    expect((await ask('/stop', { cookie, ...(origin && { origin }) }, form)).status).toBe(403);
});

test('without script: a form stops a training that waits, and another lets it go', async () => {
  const cookie = await cookieOf();
  const origin = `http://127.0.0.1:${dashboard.port}`;
  const form = `run=toy&trial=${trials[0]!.id}`;
  const stopped = await ask('/stop', { cookie, origin }, form);
  expect([stopped.status, stopped.headers.location]).toEqual([303, '/run?name=toy']);
  const page = async () => (await ask('/run?name=toy', { cookie })).text;
  await expect.poll(page, { timeout: 20_000 }).toContain('this dashboard, until it is resumed or closed');
  const run = await runs.open('toy');
  expect(await run.trials.claim(trials[0]!)).toBeNull();
  await ask('/resume', { cookie, origin }, form);
  const lease = await run.trials.claim(trials[0]!);
  expect(lease?.checkpoint?.step).toBe(20);
  await lease!.release();
  expect((await ask('/stop', { cookie, origin }, 'run=toy&trial=none')).status).toBe(404);
  expect((await ask('/stop', { cookie, origin }, 'x'.repeat(5000))).status).toBe(500);
});

test('names of runs are text, and no address leads out of the folder', async () => {
  const cookie = await cookieOf();
  for (const name of ['../../etc', '%2e%2e/passwd', 'nothing', '<script>'])
    expect((await ask(`/run?name=${encodeURIComponent(name)}`, { cookie })).status, name).toBe(404);
  expect((await ask('/report?name=toy', { cookie })).status).toBe(404);
  await writeFile(join(runs.folder, 'toy', 'report.html'), '<script>alert(1)</script>');
  const report = await ask('/report?name=toy', { cookie });
  expect([report.status, report.headers['content-security-policy']]).toEqual([
    200,
    expect.stringMatching(/^sandbox; default-src 'none'/),
  ]);
  expect((await ask('/../../package.json', { cookie })).status).toBe(404);
});

test('a port in use and a folder that is not there are one line each', async () => {
  await expect(startDashboard({ folder: runs.folder, port: dashboard.port })).rejects.toThrow(
    `E_PORT: Port ${dashboard.port} of 127.0.0.1 is in use. Choose another with --port, or --port 0 for any that is free.`,
  );
  await expect(startDashboard({ folder: `${runs.folder}/none` })).rejects.toThrow(
    /^E_PATH: There is no folder/,
  );
});

test('who stops a training and closes the dashboard leaves it free', async () => {
  const other = await startDashboard({ folder: runs.folder });
  const { search } = new URL(other.url);
  const port = { host: `127.0.0.1:${other.port}` };
  const answer = await fetch(`http://${port.host}/${search}`, { redirect: 'manual' });
  const cookie = answer.headers.get('set-cookie')!.split(';')[0]!;
  const origin = `http://${port.host}`;
  await fetch(`${origin}/stop`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, origin },
    body: `run=toy&trial=${trials[0]!.id}`,
  });
  const run = await runs.open('toy');
  await expect
    .poll(async () => (await run.trials.state(trials[0]!.id)).kind, { timeout: 20_000 })
    .toBe('running');
  await other.close();
  expect((await run.trials.state(trials[0]!.id)).kind).toBe('waiting');
});
