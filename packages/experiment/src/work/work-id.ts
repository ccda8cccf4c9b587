import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonical } from '../trial/canonical.ts';

/** Names work by everything that decides its result: 32 hexadecimal digits of the SHA-256 of that, as JSON. */
export const workId = (spec: object): string => bytesToHex(sha256(utf8ToBytes(canonical(spec)))).slice(0, 32);
