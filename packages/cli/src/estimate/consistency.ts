import { type SelfConsistency, selfConsistency } from '@mimmx/bench';
import { type AnyDefinition, type EstimatorDefinition, MimmxError, suggest } from '@mimmx/core';
import { type Given, list, whole } from '../given.ts';
import { log } from '../log.ts';
import { print, printJson } from '../print.ts';
import { setUpBackend } from '../run/engine.ts';
import { commandRegistry } from '../run/registry.ts';
import { renderTable } from '../table/table.ts';

/** Puts estimators, those of loaded plugins too, through the self-consistency tests, and prints what came out. */
export async function consistency(given: Given): Promise<number> {
  const load = list(given.load) ?? [];
  const registry = await commandRegistry(load, process.cwd(), { source: '--load', allowed: load });
  const known = new Map(
    registry
      .list('estimator')
      .map(({ definition }) => [definition.name, definition as AnyDefinition as EstimatorDefinition]),
  );
  const names = list(given.consistency) ?? [];
  const stranger = names.find((name) => !known.has(name));
  if (stranger !== undefined) {
    throw new MimmxError(
      'E_UNKNOWN_NAME',
      `Unknown estimator "${stranger}". ${suggest(stranger, [...known.keys()])}`,
    );
  }
  const [rows, steps] = [whole('samples', given, 50), whole('steps', given)];
  const { backend } = await setUpBackend(registry, String(given.backend));
  const found: (SelfConsistency & { readonly estimator: string })[] = [];
  for (const [i, name] of names.entries()) {
    log.info(`${i + 1}/${names.length} ${name}`);
    const options = { estimator: known.get(name) ?? name, backend, ...(steps && { steps }) };
    found.push({ estimator: name, ...(await selfConsistency(options, rows)) });
  }
  const column = (heading: string, cell: (row: (typeof found)[number]) => string) => ({
    heading,
    cells: found.map(cell),
  });
  const columns = [
    column('independence (0)', (row) => row.independence.toFixed(3)),
    column('data processing (1)', (row) => row.dataProcessing.toFixed(3)),
    column('additivity (2)', (row) => row.additivity.toFixed(3)),
    column('y', (row) => row.y),
  ];
  const table = renderTable(names, [{ heading: 'Self-consistency (what a sound estimator has)', columns }]);
  if (given.json) printJson(found, 1);
  else print(`${table}\n`);
  return 0;
}
