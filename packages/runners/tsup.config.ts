import { library } from '../../tooling/tsup.ts';

export default library({
  index: 'src/index.ts',
  trials: 'src/trials/index.ts',
  testkit: 'src/testkit/index.ts',
});
