import { z } from 'zod';

export const queueOptions = z.strictObject({
  /**
   * Where Redis is: `redis://[USER:PASSWORD@]HOST[:PORT][/DATABASE]`, `rediss://…` over TLS. If absent, what the
   * environment's MIMMX_REDIS says, so that no password need stand in a config; else this machine.
   */
  redis: z.string().optional(),
  /** Name of the queue: workers take from the queue that they are told. */
  queue: z
    .string()
    .regex(/^[\w.-]+$/, 'use letters, digits, ".", "_" and "-"')
    .default('mimmx'),
  /** File with the certificate of the authority that signed Redis's own, for `rediss:`. */
  ca: z.string().optional(),
  /** Goes on with a Redis on a public address that asks for no password. Everybody can then read and change the queue. */
  acceptOpen: z.boolean().default(false),
});
export type QueueOptions = z.output<typeof queueOptions>;
