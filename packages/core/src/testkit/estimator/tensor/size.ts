import { assertThat } from '../../assert-that.ts';
import type { Check } from '../../check.ts';
import { truth } from '../tasks.ts';
import type { Setup } from './setup.ts';

/** Values against the mutual information of variables that it is known of. */
export const sizeChecks = ({ owner, definition, cases, reading }: Setup): Check[] => [
  {
    name: 'rises with dependence, and has the size that it says',
    async run() {
      const forms = cases[0]!;
      const [dependent, independent] = [await reading(forms, true), await reading(forms, false)];
      const nats = definition.unit === 'nats';
      const margin = nats ? truth(forms) / 2 : 0;
      assertThat(
        dependent - independent > margin,
        `${owner}: ${dependent} for dependent variables and ${independent} for independent ones.`,
      );
      if (!nats) return;
      const expected = truth(forms);
      const slack = 0.15 * expected;
      const below = definition.bound === 'upper' || dependent < expected + slack;
      const above =
        definition.bound === 'upper' ? dependent > expected - slack : dependent > expected - 2 * slack;
      assertThat(
        below && above,
        `${owner}: ${dependent} for ${expected} nats, as ${boundName(definition.bound)}.`,
      );
      assertThat(Math.abs(independent) < 0.08, `${owner}: ${independent} nats for independent variables.`);
    },
  },
];

const boundName = (bound: string) => (bound === 'none' ? 'an estimate' : `a ${bound} bound`);
