import { library } from '../../tooling/tsup.ts';
import { buildDemo } from './build-demo.ts';
import { copyRuntime, ownRuntime } from './copy-runtime.ts';

export default {
  ...library({ index: 'src/index.ts', bin: 'src/bin.ts' }, [ownRuntime]),
  // The code that prepares images is bundled from its sources, so that the package installs no native library.
  esbuildOptions(options: { conditions?: string[] }) {
    options.conditions = ['@mimmx/source', ...(options.conditions ?? [])];
  },
  async onSuccess() {
    await copyRuntime('dist/ort');
    await buildDemo('dist/demo');
  },
};
