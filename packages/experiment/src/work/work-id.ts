import { canonical } from '../trial/canonical.ts';
import { hashText } from '../trial/hash-text.ts';

/** Names work by everything that decides its result: 32 hexadecimal digits of the SHA-256 of that, as JSON. */
export const workId = (spec: object): string => hashText(canonical(spec));
