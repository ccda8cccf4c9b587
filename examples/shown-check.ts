import { readFileSync } from 'node:fs';
import { createRegistry, type Plugin } from '@mimmx/core';
import { checkData, describeCheck } from '@mimmx/data/files';
import { type ExperimentInput, resolveConfig } from '@mimmx/experiment';

/** Speeds differ from machine to machine, the rest must not. */
const comparable = (text: string): string[] =>
  text
    .trim()
    .split('\n')
    .map((line) =>
      line.replace(/^ {2}\d+ images a second at first, \d+ /, '  … images a second at first, … '),
    );

/** What a page shows below `$ mimmx data check CONFIG`, without its first and last line. */
export function shownCheck(page: URL, config: string): string[] {
  const [, rest] = readFileSync(page, 'utf8').split(`$ mimmx data check ${config}`);
  // Behind the config there may be options, e.g. of the contact sheet.
  const shown = rest?.slice(rest.indexOf('\n') + 1).split('\n```')[0];
  if (shown === undefined) throw new Error(`${page.pathname} does not show a check of ${config}`);
  return comparable(shown.split('\n').slice(1, -1).join('\n'));
}

/** What the check says today. @param options of the data set, besides those of the config */
export async function checkedNow(
  input: ExperimentInput,
  plugin: Plugin,
  options: Record<string, unknown> = {},
): Promise<string[]> {
  const { dataset, data, seeds } = resolveConfig(input);
  const context = { root: '.', seed: data.split.seed };
  const opened = await createRegistry()
    .use(plugin)
    .create('dataset', dataset.name, context, { ...dataset.options, ...options });
  try {
    const { check } = await checkData(opened, { config: data, seed: seeds[0]! });
    return comparable(describeCheck(check));
  } finally {
    await opened.close?.();
  }
}
