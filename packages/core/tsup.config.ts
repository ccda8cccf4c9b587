import { library } from '../../tooling/tsup.ts';

export default library({
  index: 'src/index.ts',
  contracts: 'src/light.ts',
  testkit: 'src/testkit/index.ts',
});
