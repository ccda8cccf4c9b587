// The page of an exported model in a real Chromium: what it says of files, and whom it asks for anything.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../process.mjs';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A Chromium of this machine, or of `MIMMX_CHROMIUM`; null if there is none. */
export const chromiumPath = () =>
  // biome-ignore lint/suspicious/noUndeclaredEnvVars: nothing here is a task of turbo.
  [process.env.MIMMX_CHROMIUM, ...PLACES].find((path) => path !== undefined && existsSync(path)) ?? null;

const LOADED = 60_000;

/** Asks the library that the page itself is built on, in full precision. */
const PREDICT = `async (base64) => {
  const { loadModel } = await import(location.origin + '/library.js');
  const model = await loadModel(
    { onnx: 'model/model.onnx', description: 'model/model.json' },
    { engine: 'wasm', assets: { ort: location.origin + '/ort/', vips: 'vips/', openjpeg: 'openjpeg/' } },
  );
  const file = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const [said] = await model.predict(await model.prepare(new Blob([file])));
  await model.close();
  return said.y.classes.map(({ probability }) => probability);
}`;

/**
 * @param executable path of a Chromium
 * @param url address of the page
 * @param files paths of images
 * @returns of each file the `probabilities` that the page computes, and those that it `shows` (rounded); and what went
 *   `wrong`: errors of the page, and requests to anybody but its server
 */
export async function predictInPage(executable, url, files) {
  const { chromium } = createRequire(join(root, 'packages', 'browser', 'package.json'))('playwright-core');
  const browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox'] });
  try {
    const context = await browser.newContext();
    const tab = await context.newPage();
    const wrong = [];
    context.on('request', (request) => {
      if (!request.url().startsWith(url) && !/^(blob|data):/.test(request.url())) wrong.push(request.url());
    });
    tab.on('pageerror', (error) => wrong.push(error.message));
    tab.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
    await tab.goto(url);
    await tab.waitForSelector('#card dt', { state: 'attached', timeout: LOADED });
    const said = [];
    for (const file of files) {
      const base64 = readFileSync(file).toString('base64');
      const probabilities = await tab.evaluate(`(${PREDICT})(${JSON.stringify(base64)})`);
      said.push({ probabilities, shows: await shownOf(tab, file) });
    }
    return { said, wrong };
  } finally {
    await browser.close();
  }
}

/** Chooses a file as a user does. @returns probabilities of y as the page writes them, as fractions */
async function shownOf(tab, file) {
  await tab.setInputFiles('#file', file);
  const name = JSON.stringify(file.split('/').at(-1));
  await tab.waitForFunction(
    `document.querySelector('#status.wrong') || (document.querySelector('#status').textContent === '' &&
      document.querySelector('#caption').textContent.startsWith(${name}))`,
    undefined,
    { timeout: LOADED },
  );
  const status = await tab.textContent('#status');
  if (status !== '') throw new Error(`The page says of ${file}: ${status}`);
  const text = (await tab.textContent('#prediction')) ?? '';
  return [...text.matchAll(/([\d.]+) %/g)].map(([, percent]) => Number(percent) / 100);
}
