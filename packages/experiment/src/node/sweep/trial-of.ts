import { MimmxError } from '@mimmx/core/contracts';
import { assignAt, keysOf } from '../../sweep/path.ts';
import { trialOfPlan } from '../../sweep/plan-sweep.ts';
import type { Trial } from '../../trial/trial.ts';
import type { Planned, SweepHead } from './plan-folder.ts';

/**
 * The trial of a line of a plan. It is made anew of the config, so a line says what it says or is found out.
 *
 * @throws E_PLAN_EDITED
 */
export function trialOfLine({ base, axes }: SweepHead, line: Planned): Trial {
  const trial = trialOfPlan(base, axes, line, (at, fold) => {
    let config: unknown = base;
    axes.forEach(({ paths }, a) => {
      paths.forEach((path, i) => {
        config = assignAt(config, keysOf(path), at[a]![i]);
      });
    });
    if (fold !== undefined && fold > 0) config = assignAt(config, ['data', 'split', 'fold'], fold);
    return config as typeof base;
  });
  if (trial?.id === line.id) return trial;
  throw new MimmxError(
    'E_PLAN_EDITED',
    `Trial ${line.id} of the plan is not what its line says (that would be ${trial?.id ?? 'none'}): it was edited by hand, or planned by another version. Write it again: mimmx sweep plan CONFIG`,
  );
}
