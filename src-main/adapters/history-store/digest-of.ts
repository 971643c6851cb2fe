import { createHash } from 'node:crypto';

/** So long that no two ids ever meet. */
export const DIGEST_BYTES = 12;
/** So long that what was damaged never fits by chance. */
const PROOF_BYTES = 6;

/** What stands for an id in a table, however long the id is. */
export const digestOf = (id: string): Uint8Array => hash(id).subarray(0, DIGEST_BYTES);

/** Of everything that a row holds: whatever was changed in it, it does not prove itself any more. */
export const proofOf = (content: readonly unknown[]): Uint8Array =>
  hash(JSON.stringify(content)).subarray(0, PROOF_BYTES);

export const isSame = (one: unknown, other: Uint8Array): boolean =>
  one instanceof Uint8Array && Buffer.compare(one, other) === 0;

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
