import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { MimmxError } from '@mimmx/core/errors';
import { readDescription } from '../model/description.ts';
import { HEADERS } from './headers.ts';
import { type Served, serve } from './server.ts';
import { siteOf } from './site.ts';
import { writeSite } from './write-site.ts';

export const HELP = `mimmx-browser MODEL.onnx [options]

Shows a model that "mimmx export" wrote in a page of this machine. Images are read in the page and sent nowhere.

  --description FILE  the JSON beside the model (default: MODEL.json)
  --port N            port on 127.0.0.1 (default: any that is free)
  --to FOLDER         write the page there instead, for a server of your own
  --help              print this
`;

const OPTIONS = {
  description: { type: 'string' },
  port: { type: 'string' },
  to: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** What a command line asks for. @throws E_USAGE, E_MODEL, E_PATH */
function asked(args: readonly string[]) {
  let parsed: ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new MimmxError('E_USAGE', `${(error as Error).message.split('. ')[0]}. See: mimmx-browser --help`);
  }
  const { values, positionals } = parsed;
  const [onnx, more] = positionals;
  if (more !== undefined)
    throw new MimmxError('E_USAGE', `One model is shown at a time; "${more}" is one too many.`);
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new MimmxError(
      'E_USAGE',
      `--port ${values.port} is no port. Give a number from 1 to 65535, or leave it out.`,
    );
  if (onnx === undefined) return { values, port, model: null };
  const description = values.description ?? onnx.replace(/\.onnx$/, '.json');
  for (const file of [onnx, description]) {
    if (!existsSync(file))
      throw new MimmxError('E_PATH', `There is no file ${file}. Give the two files that mimmx export wrote.`);
  }
  readDescription(parseJson(readFileSync(description, 'utf8')));
  return { values, port, model: { onnx, description } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Runs the command.
 *
 * @param page folder of the built page
 * @returns the page that is served; null if there is nothing more to do
 */
export async function run(
  args: readonly string[],
  page: string,
  print: (text: string) => void,
): Promise<Served | null> {
  const { values, port, model } = asked(args);
  if (values.help) {
    print(HELP);
    return null;
  }
  const site = siteOf(page, model);
  if (values.to !== undefined) {
    await writeSite(site, values.to);
    const headers = Object.entries(HEADERS).map(([name, value]) => `  ${name}: ${value}\n`);
    print(`${values.to}: ${site.size} files. Serve them with these headers:\n${headers.join('')}`);
    return null;
  }
  const served = await serve(site, port);
  print(`${served.url}  (Ctrl-C ends it)\n`);
  return served;
}
