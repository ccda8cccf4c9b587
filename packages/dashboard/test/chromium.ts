import { existsSync } from 'node:fs';

/** Where a Chromium may be: Debian's, Google's, macOS's, or what MIMMX_CHROMIUM names. */
const PLACES = [
  process.env.MIMMX_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Path of a Chromium; undefined if there is none. */
export const chromium = PLACES.find((path) => path !== undefined && existsSync(path));

export const NONE =
  'no Chromium was found: install one (Debian: apt-get install chromium) or name it in MIMMX_CHROMIUM';
