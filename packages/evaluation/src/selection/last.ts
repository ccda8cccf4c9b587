import { defineSelection } from './selection.ts';

/** The weights that training ended with. It looks at nothing, so no label of validation data is spent on it. */
export const last = defineSelection({
  name: 'last',
  summary: 'The weights that training ended with.',
  needs: 'nothing',
  score: ({ step }) => step,
});
