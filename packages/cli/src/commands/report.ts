import { createDataPool } from '@mimmx/experiment';
import { readRun } from '@mimmx/experiment/node';
import { command, commonArgs } from '../command.ts';
import { log } from '../log.ts';
import { makeMaps } from '../model/make-maps.ts';
import { runModels } from '../model/run-models.ts';
import { print, printJson } from '../print.ts';
import { otherVersions } from '../run/environment.ts';
import { trustArgs } from '../run/trust.ts';
import { writeReport } from '../run/write-report.ts';
import { metricsOf } from '../table/metrics.ts';
import { summaryTable } from '../table/summary-table.ts';

/** Writes the report of a finished run again, from its record alone, and prints its table. */
export default command({
  args: {
    run: { type: 'positional', required: true, description: 'Folder of a finished run' },
    out: {
      type: 'string',
      valueHint: 'file',
      description: 'Where to write the report (default: report.html in the run)',
    },
    metrics: {
      type: 'string',
      valueHint: 'a,b',
      description: 'Measures of the table, as named in summary.json (default: accuracy, worst group, AUROC)',
    },
    maps: {
      type: 'boolean',
      description:
        'Draw what answers hang on in a few images, with the trained models; the report then shows images of the data',
    },
    root: {
      type: 'string',
      valueHint: 'folder',
      description: 'With --maps: folder of the config file (default: the current one)',
    },
    backend: {
      type: 'string',
      valueHint: 'name',
      description: 'With --maps: compute backend (default: that of the run)',
    },
    json: { type: 'boolean', description: 'Print summary.json instead of the table' },
    ...trustArgs,
    ...commonArgs,
  },
  examples: [
    ['mimmx report runs/demo', 'runs/demo/report.html and the table'],
    ['mimmx report runs/demo --out demo.html', 'the report somewhere else'],
    ['mimmx report runs/demo --maps', 'what the answers hang on, too'],
    ['mimmx report runs/demo --metrics auroc,f1', 'other measures in the table'],
  ],
  async run({ args }) {
    const { summary, environment } = await readRun(args.run);
    // A misspelt measure should fail before anything is written.
    if (args.metrics !== undefined) metricsOf(summary, args.metrics);
    const other = otherVersions(environment.versions);
    if (other !== '') log.info(`${args.run} was made with ${other}; the numbers are those of the record`);
    if (args.maps) await mapsOf(args.run, args);
    const file = await writeReport(args.run, args.out);
    if (args.json) printJson(summary);
    else print(`${summaryTable(summary, { metrics: args.metrics })}\nReport: ${file}\n`);
    return 0;
  },
});

/** Opens models and data of a run, and makes its maps. */
async function mapsOf(
  run: string,
  {
    root = process.cwd(),
    backend,
    plugins,
  }: { root?: string | undefined; backend?: string | undefined; plugins?: string | undefined },
): Promise<void> {
  const models = await runModels({ run, root, backend, allowed: plugins });
  const data = createDataPool(models.registry, root, models.names);
  try {
    await makeMaps({ ...models, run, data, say: (message) => log.info(message) });
  } finally {
    await data.close();
  }
}
