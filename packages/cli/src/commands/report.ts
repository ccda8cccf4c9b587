import { readRun } from '@mimmx/experiment/node';
import { command, commonArgs } from '../command.ts';
import { log } from '../log.ts';
import { print, printJson } from '../print.ts';
import { otherVersions } from '../run/environment.ts';
import { writeReport } from '../run/write-report.ts';
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
    json: { type: 'boolean', description: 'Print summary.json instead of the table' },
    ...commonArgs,
  },
  examples: [
    ['mimmx report runs/demo', 'runs/demo/report.html and the table'],
    ['mimmx report runs/demo --out demo.html', 'the report somewhere else'],
    ['mimmx report runs/demo --metrics auroc,f1', 'other measures in the table'],
  ],
  async run({ args }) {
    const { summary, environment } = await readRun(args.run);
    const other = otherVersions(environment.versions);
    if (other !== '') log.info(`${args.run} was made with ${other}; the numbers are those of the record`);
    const file = await writeReport(args.run, args.out);
    if (args.json) printJson(summary);
    else print(`${summaryTable(summary, { metrics: args.metrics })}\nReport: ${file}\n`);
    return 0;
  },
});
