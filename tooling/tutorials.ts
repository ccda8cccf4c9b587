// Walks a tutorial as its reader does: writes its files, runs its commands, in a folder below the repository.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const programs = {
  mimmx: join(root, 'packages', 'cli', 'src', 'bin.ts'),
  'mimmx-browser': join(root, 'packages', 'browser', 'src', 'bin.ts'),
};

/** A file to write, or a line to run, in the order of the page. */
export type Step = { readonly file: string; readonly text: string } | { readonly line: string };

/** The steps of a page: code whose first line names a file, and lines of shell but for installations. */
export function stepsOf(page: string): readonly Step[] {
  return [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, kind = '', text = '']): Step[] => {
    const [, file] = /^\/\/ ([\w.-]+)\n/.exec(text) ?? [];
    if (file !== undefined && ['ts', 'js'].includes(kind)) return [{ file, text }];
    if (kind !== 'sh') return [];
    const lines = text.split('\n').map((line) => line.trim());
    return lines
      .filter((line) => line !== '' && !/^(npm install|mkdir) /.test(line))
      .map((line) => ({ line }));
  });
}

/** What a walk came to: each line with what it printed. */
export interface Walked {
  readonly line: string;
  readonly status: number | null;
  readonly output: string;
}

/** Runs a line with the commands and Node of the sources. One that serves a page is ended once the page was fetched. */
function run(line: string, cwd: string): Promise<Walked> {
  const node = `"${process.execPath}" --conditions=@mimmx/source`;
  const real = line
    .replace(
      /^npx (mimmx(?:-browser)?)(?= )/,
      (_, name: keyof typeof programs) => `exec ${node} "${programs[name]}"`,
    )
    .replace(/^node /, `exec ${node} `);
  const { NODE_OPTIONS: _, VITEST: __, ...env } = process.env;
  const child = spawn('bash', ['-c', real], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let served = false;
  const add = (piece: Buffer) => {
    output += piece;
    const [, page] = /^(http:\/\/127\.0\.0\.1:\S+)\s+\(Ctrl-C/m.exec(output) ?? [];
    if (page === undefined || served) return;
    served = true;
    fetch(page).then(
      ({ status }) => child.kill(status === 200 ? 'SIGINT' : 'SIGKILL'),
      () => child.kill('SIGKILL'),
    );
  };
  child.stdout.on('data', add);
  child.stderr.on('data', add);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) =>
      resolve({ line, status: served && (signal === 'SIGINT' || status === 130) ? 0 : status, output }),
    );
  });
}

/**
 * Walks through the steps.
 *
 * @param shorter what is made smaller in files and lines, as [text, in its place]
 * @throws the output of the first line that fails
 */
export async function walk(
  steps: readonly Step[],
  cwd: string,
  shorter: readonly (readonly [string | RegExp, string])[] = [],
): Promise<readonly Walked[]> {
  const small = (text: string) => shorter.reduce((now, [long, short]) => now.replace(long, short), text);
  mkdirSync(cwd, { recursive: true });
  const walked: Walked[] = [];
  for (const step of steps) {
    if ('file' in step) writeFileSync(join(cwd, step.file), small(step.text));
    else {
      const result = await run(small(step.line), cwd);
      if (result.status !== 0) throw new Error(`${result.line}\n${result.output}`);
      walked.push(result);
    }
  }
  return walked;
}
