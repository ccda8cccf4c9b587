import { resolve } from 'node:path';
import { checkArguments } from '../check-arguments.ts';
import { command, commonArgs } from '../command.ts';
import { auditRun } from '../counterfactual/audit-run.ts';
import { log } from '../log.ts';
import { requireFolder } from '../model/run-models.ts';
import { print, printJson } from '../print.ts';
import { trustArgs } from '../run/trust.ts';

const args = {
  run: { type: 'positional', required: true, description: 'Folder of a run of classifiers (mimmx train)' },
  generator: {
    type: 'string',
    valueHint: 'folder',
    required: true,
    description: 'Folder of a generator of the same images (mimmx generator)',
  },
  tuning: {
    type: 'string',
    valueHint: 'name',
    description: 'State of the generator: none, or a fine-tuning (default: the last)',
  },
  set: {
    type: 'string',
    valueHint: 'name',
    description: 'Test set of the run (default: balanced if there is one, else the first)',
  },
  method: { type: 'string', valueHint: 'a,b', description: 'Only these methods (default: all)' },
  seed: { type: 'string', valueHint: '0,1', description: 'Only these seeds (default: all)' },
  root: {
    type: 'string',
    valueHint: 'folder',
    description: 'Where paths of the run’s config start from (default: this folder)',
  },
  backend: { type: 'string', valueHint: 'name', description: 'Compute backend (mimmx doctor lists them)' },
  ...trustArgs,
  json: { type: 'boolean', description: 'Print the rows as JSON' },
  ...commonArgs,
} as const;

/** Changes one confounder of each test image with a generator, and sees whether predictions follow. */
export default command({
  args,
  examples: [
    ['mimmx audit runs/demo --generator runs/digits-generator', 'all trained models of the run'],
    ['mimmx audit runs/demo --generator runs/g --method mimm-x --json', 'one method, as JSON'],
  ],
  async run({ args: given, rawArgs }) {
    checkArguments('audit', rawArgs, args);
    const root = resolve(given.root ?? process.cwd());
    await requireFolder(root);
    const { table, rows, warnings } = await auditRun({ ...given, root });
    if (given.json) printJson({ rows, warnings });
    else print(`\n${table}\n`);
    for (const warning of warnings) log.warn(warning);
    return 0;
  },
});
