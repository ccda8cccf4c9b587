import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A Chromium of this machine, or of `MIMMX_CHROMIUM`; null if there is none. */
export const chromiumPath = (): string | null =>
  [process.env.MIMMX_CHROMIUM, ...PLACES].find((path) => path !== undefined && existsSync(path)) ?? null;

/** Starts it without a window. @param args more of its arguments */
export const startChromium = (executablePath: string, args: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox', ...args] });
