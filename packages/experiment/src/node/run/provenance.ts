import { z } from 'zod';

/** What the numbers of a run hang on besides its configuration. */
export interface Provenance {
  /** Fingerprint of table, sets and files; null if none was taken. */
  readonly data: string | null;
  /** Of the runtime and of packages, by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** Name of the compute backend. */
  readonly backend: string | null;
}

export const provenanceSchema = z.object({
  data: z.string().nullable(),
  versions: z.record(z.string(), z.string()),
  backend: z.string().nullable(),
});

const short = (value: string | null | undefined): string =>
  value === null || value === undefined ? 'none' : value.length > 24 ? `${value.slice(0, 12)}…` : value;

/** What differs, in words; null if nothing does. A fingerprint that was not taken then is nothing to compare with. */
export function provenanceDifference(recorded: Provenance, given: Provenance): string | null {
  const differing: string[] = [];
  const compare = (what: string, a: string | null | undefined, b: string | null | undefined) => {
    if (a !== b) differing.push(`${what} ${short(a)} then and ${short(b)} now`);
  };
  if (recorded.data !== null) compare('data', recorded.data, given.data);
  compare('backend', recorded.backend, given.backend);
  for (const name of new Set([...Object.keys(recorded.versions), ...Object.keys(given.versions)])) {
    compare(name, recorded.versions[name], given.versions[name]);
  }
  return differing.length === 0 ? null : differing.join(', ');
}
