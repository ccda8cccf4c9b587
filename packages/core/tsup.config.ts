import { byName, library } from '../../tooling/tsup.ts';

export default library(
  {
    index: 'src/index.ts',
    contracts: 'src/light.ts',
    errors: 'src/light-errors.ts',
    testkit: 'src/testkit/index.ts',
    tf: 'src/tf/index.ts',
  },
  [byName(/(^|\/)tf\/index\.ts$/, '@mimmx/core/tf')],
);
