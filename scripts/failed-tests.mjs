// Names what failed in the suites that were last run here, and counts the unit tests on the last line.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './process.mjs';

const read = (name) => {
  try {
    return JSON.parse(readFileSync(join(root, 'node_modules', '.cache', 'mimmx', `${name}.json`), 'utf8'));
  } catch {
    return null;
  }
};

const LINES = 3;
for (const name of ['tests', 'long', 'engines'])
  for (const file of read(name)?.testResults ?? []) {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed');
    const say = (what, message) =>
      console.log(
        `FAILED in ${name}: ${relative(root, file.name)}${what}\n${(message ?? '').split('\n').slice(0, LINES).join('\n')}`,
      );
    for (const { fullName, failureMessages } of failed) say(` > ${fullName}`, failureMessages[0]);
    // A file that could not be read, or a hook that threw.
    if (file.status === 'failed' && failed.length === 0) say('', file.message);
  }
const { numPassedTests = 0, numFailedTests = 1 } = read('tests') ?? {};
console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
