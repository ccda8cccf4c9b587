import type { Method } from '@mimmx/core';

/**
 * A method whose updates are made one after another: its batches draw interventions from the stream that its compiled
 * step draws from, so that several in one go would have other numbers than single ones.
 *
 * @param settings what the record shows besides the method's own
 */
export const oneByOne = (method: Method, settings: Method['settings'] = {}): Method => ({
  ...method,
  settings: { ...method.settings, ...settings },
  update: () => method.update(),
  // As they are when they are asked for: some speak of the last update.
  get notes() {
    return method.notes ?? [];
  },
});
