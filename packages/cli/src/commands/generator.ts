import { join } from 'node:path';
import { isMimmxError } from '@mimmx/core';
import { resolveGenerator } from '@mimmx/counterfactual';
import { checkArguments } from '../check-arguments.ts';
import { command, commonArgs } from '../command.ts';
import { loadConfig } from '../config/load-config.ts';
import { applyOverrides } from '../config/overrides.ts';
import { trainGenerator } from '../counterfactual/train-generator.ts';
import { log } from '../log.ts';
import { setUpBackend } from '../run/engine.ts';
import { listenForInterrupts } from '../run/interrupt.ts';
import { requireOwnPlace } from '../run/own-place.ts';
import { commandRegistry } from '../run/registry.ts';
import { namedByConfig, trustArgs } from '../run/trust.ts';

const args = {
  config: { type: 'positional', required: true, description: 'Config of a generator' },
  out: {
    type: 'string',
    valueHint: 'folder',
    description: 'Folder of the generator (default: runs/NAME, NAME from the config)',
  },
  backend: { type: 'string', valueHint: 'name', description: 'Compute backend (mimmx doctor lists them)' },
  set: {
    type: 'string',
    valueHint: 'path.to.key=value',
    description: 'Change one value of the config; may be repeated',
  },
  ...trustArgs,
  ...commonArgs,
} as const;

/** Trains a generator of counterfactual images, its fine-tunings, and writes its report. */
export default command({
  args,
  examples: [
    ['mimmx generator generator.config.ts', 'into runs/NAME; run it again to go on after Ctrl-C'],
    ['mimmx generator generator.config.ts --set training.updates=500', 'a shorter training'],
  ],
  async run({ args: given, rawArgs }) {
    const { set = [] } = Object.fromEntries(checkArguments('generator', rawArgs, args));
    const loaded = await loadConfig(given.config);
    const config = resolveGenerator(applyOverrides(loaded.config, { set, backend: given.backend }));
    const path = given.out ?? join('runs', config.name);
    await requireOwnPlace(path, { kind: 'generator' });
    const registry = await commandRegistry(
      config.plugins,
      loaded.folder,
      namedByConfig(loaded, config.plugins, given.plugins),
    );
    const chosen = await setUpBackend(registry, config.backend);
    log.info(`Generator ${path} on "${chosen.name}"`);
    const interruption = listenForInterrupts();
    try {
      const trained = await trainGenerator(config, {
        path,
        root: loaded.folder,
        registry,
        backend: chosen.backend,
        backendName: chosen.name,
        signal: interruption.signal,
      });
      for (const note of trained.notes) log.warn(note);
      process.stdout.write(`\n${trained.table}\nReport:  ${trained.report}\n`);
      return 0;
    } catch (error) {
      if (interruption.status === null || !isMimmxError(error, 'E_INTERRUPTED')) throw error;
      process.stderr.write(`${error.message}\n`);
      return interruption.status;
    } finally {
      interruption.release();
    }
  },
});
