import { mkdir, open } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { option, options } from '@mimmx/core';
import { defineLogger, type LoggedTraining } from '@mimmx/experiment';
import { z } from 'zod';
import { folderName } from '../folder-name.ts';
import { resultsOf } from '../results.ts';
import { scalarsEvent, startEvent, textEvent, versionEvent } from './event.ts';
import { recordOf } from './record.ts';

/** `loss.digit` becomes `loss/digit`: TensorBoard puts what shares the first part beside each other. */
const tagOf = (name: string): string => name.replace('.', '/');

/** Event files for TensorBoard, a folder for each training. */
export const tensorboard = defineLogger({
  name: 'tensorboard',
  summary: 'Event files that TensorBoard reads, a folder for each training.',
  source: 'The formats of TFRecord and tensorflow.Event.',
  options: options({
    folder: option(z.string(), {
      absent: '`tensorboard` in the run',
      description: 'Folder of the event files: `tensorboard --logdir FOLDER`.',
    }),
  }),
  create({ run }, { folder }) {
    const root = resolve(
      folder === undefined ? join(run.path ?? run.name, 'tensorboard') : join(folder, run.name),
    );
    const files = new Map<string, string>();
    const write = async (training: LoggedTraining, ...events: readonly Uint8Array[]): Promise<void> => {
      const path = files.get(training.id);
      if (path === undefined) return;
      const file = await open(path, 'a');
      try {
        await file.write(Buffer.concat(events.map(recordOf)));
      } finally {
        await file.close();
      }
    };
    return {
      async begin(training) {
        const now = new Date();
        const own = join(root, folderName(training));
        await mkdir(own, { recursive: true });
        // One file for each attempt, as TensorBoard expects it; it reads them in the order of their names.
        const stamp = String(now.getTime()).padStart(13, '0');
        files.set(training.id, join(own, `events.out.tfevents.${stamp}.${hostname()}.${process.pid}`));
        await write(training, versionEvent(now), startEvent(now, training.step));
        if (training.step > 0) return;
        await write(
          training,
          textEvent(now, 'settings', `\`\`\`json\n${JSON.stringify(training.settings, null, 2)}\n\`\`\``),
        );
      },
      async line(training, { step, values, time }) {
        const tagged = Object.fromEntries(
          Object.entries(values).map(([name, value]) => [tagOf(name), value]),
        );
        if (Object.keys(tagged).length > 0) await write(training, scalarsEvent(time, step, tagged));
      },
      async end(training, ending) {
        if (ending.kind !== 'finished') return;
        const results = resultsOf(ending);
        if (Object.keys(results).length > 0)
          await write(training, scalarsEvent(new Date(), training.updates, results));
      },
    };
  },
});
