import { option, options } from '@mimmx/core';
import { z } from 'zod';

export const queueOptions = options({
  redis: option(z.string(), {
    absent: "what the environment's MIMMX_REDIS says, else this machine",
    description:
      'Where Redis is: `redis://[USER:PASSWORD@]HOST[:PORT][/DATABASE]`, `rediss://…` over TLS. In the environment, so that no password need stand in a config.',
  }),
  queue: option(z.string().regex(/^[\w.-]+$/, 'use letters, digits, ".", "_" and "-"'), {
    default: 'mimmx',
    description: 'Name of the queue: workers take from the queue that they are told.',
  }),
  ca: option(z.string(), {
    absent: 'those that the system knows',
    description: 'File with the certificate of the authority that signed Redis’s own, for `rediss:`.',
  }),
  acceptOpen: option(z.boolean(), {
    default: false,
    description:
      'Goes on with a Redis on a public address that asks for no password. Everybody can then read and change the queue.',
  }),
});
export type QueueOptions = z.output<typeof queueOptions>;
