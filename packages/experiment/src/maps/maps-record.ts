import { z } from 'zod';

const number = z.number();
const text = z.string().max(500);
const most = 64;

/** `maps.json`: what answers hang on, for a few images of one test set. It holds pictures of them. */
export const mapsSchema = z.object({
  format: z.literal(1),
  set: text,
  /** Cells of each map. */
  rows: number.int().positive().max(most),
  columns: number.int().positive().max(most),
  /** What the pictures show: the image, or the middle slice of a volume. */
  picture: z.enum(['image', 'slice']),
  images: z
    .array(
      z.object({
        /** Label or value of each factor. */
        labels: z.record(text, text),
        width: number.int().positive().max(4096),
        height: number.int().positive().max(4096),
        /** The picture as PNG, base64. */
        png: z
          .string()
          .max(2 ** 20)
          .regex(/^[A-Za-z0-9+/]*=*$/),
      }),
    )
    .max(most),
  methods: z
    .array(
      z.object({
        method: text,
        seed: number,
        maps: z
          .array(
            z.object({
              image: number.int().nonnegative(),
              factor: text,
              said: z.union([text, number]),
              probability: number.nullable(),
              values: z.array(number).max(most * most),
            }),
          )
          .max(4096),
      }),
    )
    .max(most),
  /** Methods without maps, and why, in sentences. */
  notes: z.array(z.string().max(2000)).max(most),
});

/** The maps of a run. */
export type MapsRecord = z.output<typeof mapsSchema>;
