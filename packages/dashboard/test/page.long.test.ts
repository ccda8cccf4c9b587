import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium as driver, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Dashboard, startDashboard } from '../src/index.ts';
import { chromium, NONE } from './chromium.ts';
import { checkpointAt, lineAt, type Runs, runsFolder, trials } from './runs.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [1280, 400] as const;

describe.skipIf(!chromium)(`the page in Chromium${chromium ? '' : ` (skipped: ${NONE})`}`, () => {
  let browser: Browser;
  let runs: Runs;
  let dashboard: Dashboard;
  const asked: string[] = [];
  const wrong: string[] = [];

  async function open(path: string, width: number, scheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
    page.on('pageerror', (error) => wrong.push(error.message));
    await page.goto(dashboard.url);
    if (path !== '/') await page.goto(new URL(path, dashboard.url).href);
    return page;
  }

  beforeAll(async () => {
    runs = await runsFolder();
    const run = await runs.open('toy');
    const lease = await run.trials.claim(trials[0]!);
    for (const step of [1, 20, 40]) await lease!.append(lineAt(step));
    await lease!.save(checkpointAt(40));
    dashboard = await startDashboard({ folder: runs.folder });
    browser = await driver.launch({ executablePath: chromium!, args: ['--no-sandbox'] });
    (globalThis as { lease?: unknown }).lease = lease;
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await dashboard?.close();
    await runs?.remove();
  });

  const pages = [
    ['the list of runs', '/'],
    ['the page of a run', '/run?name=toy'],
  ] as const;
  for (const [what, path] of pages) {
    for (const width of WIDTHS) {
      for (const scheme of ['light', 'dark'] as const) {
        test(`${what} at ${width} px, ${scheme}: axe finds nothing, and nothing is wider than the page`, async () => {
          const page = await open(path, width, scheme);
          // The page forbids scripts from elsewhere, so the checker is handed over by the debugger.
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() =>
            (
              globalThis as unknown as {
                axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
              }
            ).axe.run(),
          );
          expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
          const [own, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
          expect(own).toBeLessThanOrEqual(seen!);
          await page.close();
        });
      }
    }
  }

  test('curves grow as lines are appended, and a training is stopped and resumed by keyboard alone', async () => {
    const lease = (
      globalThis as unknown as {
        lease: NonNullable<Awaited<ReturnType<Awaited<ReturnType<Runs['open']>>['trials']['claim']>>>;
      }
    ).lease;
    const page = await open('/', 1280);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('toy');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/run?name=toy');
    const updates = page.locator('.trial').first().locator('dd').first();
    expect(await updates.textContent()).toBe('40 of 200');
    await lease.append(lineAt(60));
    await expect.poll(() => updates.textContent(), { timeout: 30_000 }).toBe('60 of 200');
    await expect
      .poll(() => page.locator('#curves svg.chart[role=img]').first().getAttribute('aria-label'))
      .toContain('at 60');

    const name = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    for (let i = 0; i < 8 && (await name()) !== 'Stop erm (seed 0)'; i++) await page.keyboard.press('Tab');
    expect(await name()).toBe('Stop erm (seed 0)');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.locator('#live').textContent())
      .toBe('erm (seed 0) was asked to save and stop.');
    await expect.poll(() => lease.asked!(), { timeout: 30_000 }).toBe(true);
    // What a training does that is asked.
    await lease.save(checkpointAt(60));
    await lease.release();
    await expect
      .poll(() => page.locator('.trial .state').first().textContent(), { timeout: 30_000 })
      .toBe('stopped');
    const run = await runs.open('toy');
    expect(await run.trials.claim(trials[0]!)).toBeNull();

    expect(await name()).toBe('Resume erm (seed 0)');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.locator('.trial .state').first().textContent(), { timeout: 30_000 })
      .toBe('waiting');
    const again = await run.trials.claim(trials[0]!);
    expect(again?.checkpoint?.step).toBe(60);
    expect(again?.lines.at(-1)?.step).toBe(60);
    await again!.release();
    await page.close();
  }, 120_000);

  test('nothing was asked of any other server, and no script failed', () => {
    expect(
      asked.filter(
        (url) => !url.startsWith(`http://127.0.0.1:${dashboard.port}/`) && !url.startsWith('data:'),
      ),
    ).toEqual([]);
    expect(wrong).toEqual([]);
  });
});
