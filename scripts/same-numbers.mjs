// npm run same -- COMMIT [COMMIT] [-- train options]: trains the digits example for a few updates with the code of two
// commits (the second is HEAD if absent) and compares what they leave to the byte: predictions, features and weights of
// every method. For changes that must not move a number. Status 1 if anything differs.
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, say } from './process.mjs';

const split = process.argv.indexOf('--');
const given = process.argv.slice(2, split < 0 ? undefined : split);
const more =
  split < 0
    ? ['--set', 'training.updates=60', '--set', 'training.checkpointEvery=1000']
    : process.argv.slice(split + 1);
const [before, after = 'HEAD'] = given;
if (!before) {
  console.error('Usage: npm run same -- COMMIT [COMMIT] [-- options of mimmx train]');
  process.exit(2);
}
const CONFIG = 'examples/digits/mimmx.config.ts';
/** What has to be equal; logs and times are of a day. */
const COMPARED = ['columns.bin', 'features.npy', 'weights.bin'];

/** Digests of what a commit's code leaves, by method, seed and file. */
async function numbersOf(commit) {
  const tree = mkdtempSync(join(tmpdir(), 'mimmx-same-'));
  const must = async (program, args, options) => {
    if ((await run(program, args, options)) !== 0) throw new Error(`${program} ${args.join(' ')} failed`);
  };
  try {
    await must('git', ['worktree', 'add', '--quiet', '--detach', tree, commit]);
    await must('npm', ['run', '--silent', 'setup'], { cwd: tree });
    const out = join(tree, 'runs', 'same');
    await must('npm', ['run', '--silent', 'mimmx', '--', 'train', CONFIG, '--out', out, ...more], {
      cwd: tree,
    });
    return digests(join(out, 'trials'));
  } finally {
    await run('git', ['worktree', 'remove', '--force', tree]);
    rmSync(tree, { recursive: true, force: true });
  }
}

function digests(trials) {
  const found = new Map();
  const files = readdirSync(trials, { recursive: true, withFileTypes: true });
  for (const { name, parentPath } of files.filter((one) => one.name === 'trial.json')) {
    const { tags } = JSON.parse(readFileSync(join(parentPath, name), 'utf8')).trial;
    const done = join(parentPath, 'done', 'result');
    for (const file of readdirSync(done).filter((one) => COMPARED.includes(one))) {
      const digest = createHash('sha256')
        .update(readFileSync(join(done, file)))
        .digest('hex');
      found.set(`${tags.method} ${tags.seed} ${file}`, digest);
    }
  }
  return found;
}

const [old, now] = [await numbersOf(before), await numbersOf(after)];
const names = [...new Set([...old.keys(), ...now.keys()])].sort();
const differ = names.filter((name) => old.get(name) !== now.get(name));
for (const name of differ)
  console.error(
    `${name}: ${old.has(name) && now.has(name) ? 'other bytes' : `only in ${old.has(name) ? before : after}`}`,
  );
say(`${before} and ${after}: ${names.length - differ.length} of ${names.length} files equal to the byte`);
process.exitCode = names.length === 0 || differ.length > 0 ? 1 : 0;
