import { resolve } from 'node:path';
import { requirePlainTarget, SHARED, writeOutput } from '@mimmx/data/files';
import { type ComparedRun, compareRuns } from '@mimmx/experiment';
import { readRun } from '@mimmx/experiment/node';
import { command, commonArgs } from '../command.ts';
import { print, printJson } from '../print.ts';
import { comparisonTable } from '../table/comparison-table.ts';
import { runLabels } from '../table/run-labels.ts';
import { UsageError } from '../usage-error.ts';

const PAGE = 'comparison.html';

/** Holds finished runs against the first of them: a page and a table. The runs stay as they are. */
export default command({
  args: {
    run: {
      type: 'positional',
      required: true,
      valueHint: 'RUN RUN…',
      description: 'Folders of finished runs',
    },
    out: {
      type: 'string',
      valueHint: 'file',
      description: `Where to write the page (default: ${PAGE} here)`,
    },
    json: { type: 'boolean', description: 'Print the differences as JSON instead of the table' },
    ...commonArgs,
  },
  examples: [
    ['mimmx compare runs/a runs/b', `${PAGE} and a table: b against a, on the same test patients`],
    ['mimmx compare runs/a runs/b runs/c --out abc.html', 'b and c against a'],
  ],
  async run({ args }) {
    const paths = args._.map(String);
    if (paths.length < 2)
      throw new UsageError('"mimmx compare" needs two runs or more. See: mimmx compare --help');
    const doubled = paths.find((path, i) => paths.findIndex((other) => resolve(other) === resolve(path)) < i);
    if (doubled !== undefined)
      throw new UsageError(`"mimmx compare" was given ${doubled} twice. Give runs that are not the same.`);
    const out = args.out ?? PAGE;
    await requirePlainTarget(out);
    const labels = runLabels(paths);
    const runs: ComparedRun[] = [];
    for (const [i, path] of paths.entries()) {
      const { provenance, ...run } = await readRun(path);
      runs.push({ ...run, label: labels[i]!, data: provenance.data });
    }
    const comparison = compareRuns(runs);
    const { comparisonPage } = await import('@mimmx/viz');
    await writeOutput(out, comparisonPage(comparison), SHARED);
    const { settings, surroundings, differences, unmatched, level } = comparison;
    if (args.json) printJson({ runs: labels, level, settings, surroundings, differences, unmatched });
    else print(`${comparisonTable(comparison)}\nPage: ${out}\n`);
    return 0;
  },
});
