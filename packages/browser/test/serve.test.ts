import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildDemo } from '../build-demo.ts';
import { run } from '../src/serve/command.ts';

let folder: string;
let page: string;
const [onnx, description] = ['m.onnx', 'm.json'];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mimmx-browser-'));
  page = join(folder, 'page');
  await buildDemo(page);
  await writeFile(join(folder, onnx), 'model');
  const task = { y: { name: 'ill' }, z: [] };
  const json = {
    format: 'mimmx-model',
    version: 1,
    input: { name: 'image', shape: ['batch', 2, 2, 1] },
    outputs: [{}, {}],
    preparation: { dataset: 'nih', options: {} },
    task,
  };
  await writeFile(join(folder, description), JSON.stringify(json));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const silent = () => {};
const model = () => join(folder, onnx);

test('the page, the model and the libraries are served with headers that let nothing out', async () => {
  const served = (await run([model()], page, silent))!;
  try {
    for (const [path, type] of [
      ['', 'text/html; charset=utf-8'],
      ['main.js', 'text/javascript; charset=utf-8'],
      ['model/model.onnx', 'application/octet-stream'],
      ['ort/ort-wasm-simd-threaded.wasm', 'application/wasm'],
      ['vips/vips.wasm', 'application/wasm'],
      ['openjpeg/openjpegwasm_decode.wasm', 'application/wasm'],
    ] as const) {
      const answer = await fetch(served.url + path, { method: 'HEAD' });
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([path, 200, type]);
      expect(answer.headers.get('content-security-policy')).toContain("connect-src 'self'");
      expect(answer.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    }
    expect((await fetch(`${served.url}../package.json`)).status).toBe(404);
    expect((await fetch(`${served.url}model/model.onnx`, { method: 'POST', body: 'pixels' })).status).toBe(
      405,
    );
    const elsewhere = await new Promise((resolve) => {
      request(served.url, { headers: { host: 'evil.example' } }, ({ statusCode }) =>
        resolve(statusCode),
      ).end();
    });
    expect(elsewhere).toBe(403);
    const { port } = new URL(served.url);
    await expect(run([model(), '--port', port], page, silent)).rejects.toThrow(
      `E_PORT: Port ${port} is in use`,
    );
  } finally {
    await served.close();
  }
});

test('the policy of the page itself is that of the headers', async () => {
  const html = await readFile(join(page, 'index.html'), 'utf8');
  const { CONTENT_SECURITY_POLICY } = await import('../src/serve/headers.ts');
  const [, meta] = /Content-Security-Policy"\s+content="([^"]+)"/.exec(html)!;
  // frame-ancestors counts in headers only.
  expect(CONTENT_SECURITY_POLICY).toBe(`${meta}; frame-ancestors 'none'`);
});

test('--to writes a page for a server of one’s own, and never over another', async () => {
  const to = join(folder, 'site');
  let said = '';
  const print = (text: string) => {
    said += text;
  };
  expect(await run([model(), '--to', to], page, print)).toBeNull();
  expect(await readFile(join(to, 'model', 'model.onnx'), 'utf8')).toBe('model');
  expect(said).toContain('Cross-Origin-Opener-Policy: same-origin');
  await expect(run([model(), '--to', to], page, print)).rejects.toThrow(`E_PATH: ${to} is not empty`);
});

test.each([
  [['none.onnx'], 'E_PATH: There is no file none.onnx'],
  [['--prot', '1'], "E_USAGE: Unknown option '--prot'"],
  [['a.onnx', 'b.onnx'], 'E_USAGE: One model is shown at a time'],
  [['--port', 'x'], 'E_USAGE: --port x is no port'],
])('%j is refused on one line', async (args, wanted) => {
  await expect(run(args, page, silent)).rejects.toThrow(wanted);
});
