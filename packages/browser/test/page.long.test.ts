import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseCsv, textOfCell } from '@mimmx/data/files';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildDemo } from '../build-demo.ts';
import { run } from '../src/serve/command.ts';
import type { Served } from '../src/serve/server.ts';
import { chromiumPath, startChromium } from './chromium.ts';
import { command, PLUGINS, RADIOGRAPHS, VOLUMES, writeRadiographs, writeVolumes } from './hospital.ts';

const path = chromiumPath();
if (!path)
  console.info(
    'No Chromium is installed (apt-get install chromium, or MIMMX_CHROMIUM): the page is not tested.',
  );

let folder: string;
let page: string;
let browser: Browser;

/** Runs the real `mimmx`. */
async function mimmx(args: readonly string[], cwd: string): Promise<string> {
  const [program, ...first] = command() as [string, ...string[]];
  const { stdout } = await promisify(execFile)(program, [...first, ...args], { cwd });
  return stdout;
}

/** Trains a model, exports it, and has `mimmx predict` say what it says of new files. */
async function trained(name: string, plugin: string, files: readonly string[]) {
  const cwd = join(folder, name);
  await mimmx(['train', '--out', 'run', '--jobs', '1'], cwd);
  await mimmx(['export', 'run', '--plugins', plugin], cwd);
  await mimmx(['predict', 'run', ...files, '--out', 'said.csv', '--plugins', plugin], cwd);
  const [header, ...rows] = parseCsv(await readFile(join(cwd, 'said.csv'), 'utf8')).map((cells) =>
    cells.map(textOfCell),
  );
  const first = header!.findIndex((column) => column.startsWith('p('));
  return new Map(rows.map((row) => [row[0]!, row.slice(first).map(Number)]));
}

const wanted: Record<string, Map<string, number[]>> = {};

beforeAll(async () => {
  if (!path) return;
  folder = await mkdtemp(join(tmpdir(), 'mimmx-page-'));
  page = join(folder, 'page');
  await buildDemo(page);
  await writeRadiographs(join(folder, 'cxr'));
  writeVolumes(join(folder, 'mri'));
  wanted.cxr = await trained('cxr', PLUGINS.cxr, RADIOGRAPHS);
  wanted.mri = await trained('mri', PLUGINS.mri, VOLUMES);
  browser = await startChromium(path);
}, 600_000);
afterAll(async () => {
  await browser?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** Opens the page of a model and says every address that it asked for. */
async function opened(name: string, started = browser) {
  const served = (await run([join(folder, name, 'multi-task.onnx')], page, () => {})) as Served;
  const context = await started.newContext({ viewport: { width: 1280, height: 900 } });
  const tab = await context.newPage();
  const asked: string[] = [];
  const wrong: string[] = [];
  // Every request of the page and of its workers, whether it succeeds or not.
  context.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
  tab.on('pageerror', (error) => wrong.push(error.message));
  tab.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text());
  });
  await tab.goto(served.url);
  await tab.waitForFunction(() => document.querySelector('#card dt') !== null, undefined, {
    timeout: 60_000,
  });
  return {
    tab,
    asked,
    wrong,
    served,
    async close() {
      await context.close();
      await served.close();
    },
  };
}

/** Probabilities that the page shows of y, to the digits that it has. */
async function shown(tab: Page, file: string): Promise<string> {
  await tab.setInputFiles('#file', file);
  await tab.waitForFunction(
    (name) =>
      document.querySelector('#caption')?.textContent?.startsWith(name) ||
      document.querySelector('#status.wrong'),
    file.split('/').at(-1)!,
    { timeout: 60_000 },
  );
  await tab.waitForFunction(
    () => document.querySelector('#status')?.textContent === '' || document.querySelector('#status.wrong'),
  );
  return (await tab.textContent('#prediction')) ?? '';
}

// A text, since vitest rewrites the imports of functions.
const PREDICT = `async (base64) => {
  const { loadModel } = await import(location.origin + '/library.js');
  const model = await loadModel(
    { onnx: 'model/model.onnx', description: 'model/model.json' },
    { engine: 'wasm', assets: { ort: location.origin + '/ort/', vips: 'vips/', openjpeg: 'openjpeg/' } },
  );
  const file = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const said = await model.predict(await model.prepare(new Blob([file])));
  await model.close();
  return said.map(({ y }) => y.classes.map(({ probability }) => probability));
}`;

const ENGINES = `async () => {
  if (!(await navigator.gpu?.requestAdapter())) return null;
  const { loadModel } = await import(location.origin + '/library.js');
  const open = (engine) =>
    loadModel(
      { onnx: 'model/model.onnx', description: 'model/model.json' },
      { engine, assets: { ort: location.origin + '/ort/' } },
    );
  const models = await Promise.all([open('wasm'), open('webgpu')]);
  const found = {};
  for (const model of models) {
    const size = model.shape.reduce((a, b) => a * b, 1);
    const image = Float32Array.from({ length: size }, (_, i) => Math.sin(i));
    const said = await Promise.all([model.predict([image]), model.predict([image.map((v) => -v)])]);
    found[model.engine] = said.flat().flatMap(({ y, features }) => [...y.classes.map((c) => c.probability), ...features]);
  }
  return found;
}`;

/** What the library says in the page, in full precision. */
const predicted = (tab: Page, bytes: Uint8Array): Promise<number[][]> =>
  tab.evaluate(`(${PREDICT})(${JSON.stringify(Buffer.from(bytes).toString('base64'))})`);

describe.skipIf(!path)('in Chromium', () => {
  test.each([
    ['cxr', RADIOGRAPHS],
    ['mri', VOLUMES],
  ] as const)(
    '%s: every file gets the numbers of mimmx predict',
    async (name, files) => {
      const { tab, wrong, close } = await opened(name);
      try {
        for (const file of files) {
          const bytes = await readFile(join(folder, name, file));
          const [found] = await predicted(tab, bytes);
          const own = wanted[name]!.get(file)!;
          for (const [i, p] of own.entries()) expect(Math.abs(found![i]! - p), `${file}`).toBeLessThan(1e-4);
          const text = await shown(tab, join(folder, name, file));
          for (const p of own) expect(text).toContain(`${(100 * p).toFixed(1)} %`);
        }
        // A bar is as long as its number says.
        const bars = await tab.$$eval('#prediction .bar', (all) =>
          all.map((bar) => {
            const [track, fill] = [bar.querySelector('.track')!, bar.querySelector('i')!];
            return [
              fill.clientWidth / track.clientWidth,
              Number.parseFloat(bar.lastElementChild!.textContent!) / 100,
            ];
          }),
        );
        for (const [long, said] of bars) expect(Math.abs(long! - said!)).toBeLessThan(0.02);
        expect(await tab.textContent('#confounders')).toContain('view');
        expect(wrong).toEqual([]);
      } finally {
        await close();
      }
    },
    300_000,
  );

  test('a dropped file is read, mapped, and nothing is asked of anybody else', async () => {
    const { tab, asked, wrong, served, close } = await opened('cxr');
    try {
      const base64 = (await readFile(join(folder, 'cxr', 'image8.jpg'))).toString('base64');
      await tab.evaluate((text) => {
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], 'dropped.jpg'));
        document.dispatchEvent(
          new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }),
        );
      }, base64);
      await tab.waitForSelector('#result:not([hidden])', { timeout: 60_000 });
      await tab.check('input[name=map][value=view]');
      await tab.waitForFunction(
        () => document.querySelector('#legend')?.textContent?.startsWith('Orange'),
        undefined,
        {
          timeout: 120_000,
        },
      );
      expect(await tab.isVisible('#map')).toBe(true);
      // The policy holds: what a script would send is refused by the browser before it leaves.
      const sent = await tab.evaluate(() =>
        fetch('http://127.0.0.1:9/steal', { method: 'POST', body: 'pixels' }).then(
          () => 'sent',
          () => 'refused',
        ),
      );
      expect(sent).toBe('refused');
      const elsewhere = asked.filter((one) => {
        const [method, url] = one.split(' ') as [string, string];
        return !(method === 'GET' && (url.startsWith(served.url) || /^(blob|data):/.test(url)));
      });
      expect(elsewhere.filter((one) => !one.includes('/steal'))).toEqual([]);
      expect(
        wrong.filter((text) => !text.includes('/steal') && !text.includes('Content Security Policy')),
      ).toEqual([]);
    } finally {
      await close();
    }
  }, 300_000);

  test('what is no image, is damaged or is of another shape is one line, and the page goes on', async () => {
    const { tab, close } = await opened('cxr');
    try {
      const text = join(folder, 'notes.txt');
      await writeFile(text, 'No image, only words.');
      await shown(tab, text);
      expect(await tab.textContent('#status')).toMatch(
        /^E_IMAGE: The file cannot be used: neither JPEG, PNG nor DICOM/,
      );
      const cut = join(folder, 'cut.jpg');
      await writeFile(cut, (await readFile(join(folder, 'cxr', 'image8.jpg'))).subarray(0, 200));
      await shown(tab, cut);
      expect(await tab.textContent('#status')).toMatch(
        /^E_IMAGE: The file cannot be used: not a readable image/,
      );
      await shown(tab, join(folder, 'mri', 'new.nii.gz'));
      expect(await tab.textContent('#status')).toMatch(/^E_IMAGE: The file cannot be used: neither JPEG/);
      expect(await shown(tab, join(folder, 'cxr', 'image16.png'))).toContain('%');
      expect(await tab.textContent('#status')).toBe('');
    } finally {
      await close();
    }
  }, 300_000);

  test('on WebGPU the numbers are those of WebAssembly, also while two models are opened at a time', async () => {
    // Chromium's own device in software; without it there is no adapter, and nothing to compare.
    const flags = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--use-vulkan=swiftshader'];
    const started = await startChromium(path!, [...flags, '--enable-features=Vulkan']);
    const { tab, close } = await opened('cxr', started);
    try {
      const found = (await tab.evaluate(`(${ENGINES})()`)) as Record<string, number[]> | null;
      if (!found) return console.info('This Chromium has no WebGPU adapter: the engine is not compared.');
      expect(Object.keys(found)).toEqual(['wasm', 'webgpu']);
      for (const [i, p] of found.wasm!.entries()) expect(Math.abs(found.webgpu![i]! - p)).toBeLessThan(1e-4);
    } finally {
      await close();
      await started.close();
    }
  }, 300_000);

  test('without SIMD the page says so', async () => {
    const context = await browser.newContext();
    const tab = await context.newPage();
    const served = (await run([join(folder, 'cxr', 'multi-task.onnx')], page, () => {})) as Served;
    try {
      await tab.addInitScript(() => {
        WebAssembly.validate = () => false;
      });
      await tab.goto(served.url);
      await tab.waitForSelector('#status.wrong', { timeout: 60_000 });
      expect(await tab.textContent('#status')).toMatch(
        /^E_BROWSER: This browser has WebAssembly without SIMD/,
      );
    } finally {
      await context.close();
      await served.close();
    }
  }, 120_000);
});
