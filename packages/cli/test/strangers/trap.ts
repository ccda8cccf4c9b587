import { createHash } from 'node:crypto';
import { cp, lstat, mkdir, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vi } from 'vitest';
import { sealJson } from '../../../experiment/src/node/sealed-json.ts';
import { main } from '../../src/main.ts';

/** What must never be read, and what must never be shown. */
export const SECRET = 'the password is swordfish';

/** A place with a stranger's run in it, and much outside of it that is none of his business. */
export interface Scene {
  readonly run: string;
  readonly outside: string;
  /** Appears if something of the stranger's was run. */
  readonly ran: string;
}

/** Lays the scene anew: a finished run, and the world around it. */
export async function scene(base: string, finished: string, name: string): Promise<Scene> {
  const folder = join(base, name.replace(/\W+/g, '-'));
  const [run, outside, ran] = [join(folder, 'run'), join(folder, 'outside'), join(folder, 'RAN')];
  await mkdir(outside, { recursive: true });
  await cp(finished, run, { recursive: true });
  await writeFile(join(outside, 'secret.txt'), SECRET);
  await writeFile(join(outside, '.bashrc'), 'true\n');
  const evil = `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(ran)}, ''); export const plugin = { name: 'evil', contract: 1, provides: [] };`;
  await writeFile(join(outside, 'evil.mjs'), evil);
  for (const at of [run, outside]) {
    const own = join(at, 'node_modules', '@mimmx', 'evil');
    await mkdir(own, { recursive: true });
    await writeFile(join(own, 'package.json'), '{ "type": "module", "main": "index.js" }');
    await writeFile(join(own, 'index.js'), evil);
  }
  await rm(join(run, 'node_modules'), { recursive: true });
  return { run, outside, ran };
}

/** Everything in a folder: names, kinds, contents and modes. */
export async function stateOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const names = (await readdir(folder, { recursive: true })).sort();
  for (const name of names) {
    const path = join(folder, name);
    const stat = await lstat(path);
    hash.update(`${name} ${stat.mode} `);
    if (stat.isFile()) hash.update(await readFile(path));
    if (stat.isSymbolicLink()) hash.update(await readlink(path));
  }
  return hash.digest('hex');
}

/** Runs a command in this process. */
export async function command(args: readonly string[]): Promise<{ status: number; said: string }> {
  let said = '';
  const take = (text: unknown) => {
    said += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stderr, 'write').mockImplementation(take),
    vi.spyOn(process.stdout, 'write').mockImplementation(take),
  ];
  try {
    return { status: await main(args), said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** Puts another content into the record of a run, with a seal that is right. */
export async function reseal(run: string, name: string, content: string | Uint8Array): Promise<void> {
  const { checksum: _, ...record } = JSON.parse(await readFile(join(run, 'record.json'), 'utf8'));
  const bytes = Buffer.from(content);
  record.files[name] = { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  await writeFile(join(run, name), bytes);
  await writeFile(join(run, 'record.json'), sealJson(record));
}

/** Changes the summary of a run, with a seal that is right. */
export async function resealSummary(
  run: string,
  change: (summary: Record<string, never>) => unknown,
): Promise<void> {
  const summary = JSON.parse(await readFile(join(run, 'summary.json'), 'utf8'));
  await reseal(run, 'summary.json', JSON.stringify(change(summary)));
}
